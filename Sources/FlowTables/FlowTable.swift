import Glibc
import NetTypes

/// The largest flows of one data source: bounded, smoothed exponentially, with the error of each.
///
/// Flows are told apart by packed keys of `keyWords` words. While there is room every flow has its record; then the flow
/// with the smallest sum gives its place to a newcomer (Space-Saving), and what it had becomes the newcomer's overcount:
/// a flow's true sum lies between its sum and its sum plus overcount, and no flow above the smallest bound is missed.
///
/// Nothing is swept as time passes (`DecayClock`). An empty table has no storage; it doubles up to `capacity`.
package struct FlowTable: ~Copyable {
    /// Flows at most.
    package private(set) var capacity: Int
    let timeConstant: Double
    let hash: KeyHash
    private(set) var index = KeyIndex(records: 0)
    var records: FlowRecords
    private var victims = VictimHeap()
    private(set) var landmark = 0.0
    var arrivals = ArrivalGap()
    /// Flows that lost their place, since the table was made.
    package private(set) var evictions: UInt64 = 0

    /// - Parameters:
    ///   - keyWords: words of every key.
    ///   - timeConstant: of the `DecayClock` that the table is updated with, in seconds.
    package init(keyWords: Int, capacity: Int, timeConstant: Double, hash: KeyHash) {
        self.capacity = min(max(capacity, 1), Int(UInt32.max) - 1)
        self.timeConstant = timeConstant
        self.hash = hash
        records = FlowRecords(keyWords: keyWords)
    }

    /// Flows in the table, also those that have decayed to nothing.
    package var count: Int { records.count }

    /// Seconds, on the clock of the updates, of the last update.
    package var lastUpdate: Double { arrivals.last }
}

// MARK: Newcomers

extension FlowTable {
    /// Finds a place for a flow that has none.
    @inline(never)
    mutating func place(
        _ key: Span<UInt64>,
        _ code: UInt32,
        _ contribution: Double,
        _ decay: borrowing Decay
    ) -> Int {
        guard victims.isEmpty else { return evict(key, code, contribution, decay) }
        if records.count == min(index.capacity, capacity) { grow(decay) }
        guard records.count < capacity else {
            victims.build(records)
            return evict(key, code, contribution, decay)
        }
        let record = records.append(key, birth: decay.now)
        index.insert(code, record: record)
        return record
    }

    /// Gives the place of the smallest flow to the newcomer.
    private mutating func evict(
        _ key: Span<UInt64>,
        _ code: UInt32,
        _ contribution: Double,
        _ decay: borrowing Decay
    ) -> Int {
        let (record, bound) = victims.minimum(records)
        let loser = hash(records.key(record))
        index.remove(loser, record: record)
        records.replace(record, key, overcount: bound, birth: decay.now)
        index.insert(code, record: record)
        victims.raiseRoot(to: bound + contribution)
        evictions += 1
        return record
    }

    /// Drops the flows that have decayed to nothing; makes room for twice as many where that is not enough.
    private mutating func grow(_ decay: borrowing Decay) {
        refit(samplesBelow: FlowTable.sampleFloor * decay.weight)
    }

    /// Drops the flows with fewer samples and makes the index anew, with room for twice as many as are left.
    private mutating func refit(samplesBelow floor: Double) {
        records.removeAll(samplesBelow: floor)
        index.reset(records: min(max(records.count * 2, 8), capacity))
        for record in 0..<records.count {
            let code = hash(records.key(record))
            index.insert(code, record: record)
        }
    }

    /// Rescales all sums to another landmark.
    @inline(never)
    mutating func move(to other: Double) {
        let factor = exp((landmark - other) / timeConstant)
        records.rescale(factor)
        victims.rescale(factor)
        landmark = other
    }
}

extension FlowTable {
    /// Keeps the table as large as it is: from now on newcomers take the places of the smallest.
    package mutating func stopGrowing() { capacity = Swift.max(count, 1) }

    /// Drops the flows that have decayed to nothing at `now`, in seconds on the clock of the updates, and lets the table
    /// grow up to `capacity` again.
    package mutating func reclaim(now: Double, capacity: Int) {
        self.capacity = Swift.max(capacity, 1)
        victims.clear()
        refit(samplesBelow: FlowTable.sampleFloor * exp((now - landmark) / timeConstant))
        records.shrink()
    }
}
