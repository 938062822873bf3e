import Budget
import Glibc
import NetTypes

/// The largest flows of one data source: bounded, smoothed exponentially, with the error of each.
///
/// Flows are told apart by packed keys of `keyWords` words. While there is room every flow has its record; then the flow
/// with the smallest sum gives its place to a newcomer (Space-Saving), and what it had becomes the newcomer's overcount:
/// a flow's true sum lies between its sum and its sum plus overcount, and no flow above the smallest bound is missed.
///
/// Nothing is swept as time passes (`DecayClock`). A new table has room for a few flows; it doubles up to `capacity`, as
/// long as there is memory.
package struct FlowTable: ~Copyable {
    // First what every sample needs, in one line of the processor's caches.
    var index: KeyIndex
    var records: FlowRecords
    private(set) var landmark = 0.0
    var arrivals = ArrivalGap()

    /// Flows at most.
    package let capacity: Int
    let timeConstant: Double
    let hash: KeyHash
    let extras: FlowExtras
    var sketches = SketchPool()
    var victims = VictimHeap()
    /// Flows that there is room for.
    var room: Int
    /// Flows that lost their place, since the table was made.
    package private(set) var evictions: UInt64 = 0

    /// The caller has taken `firstBytes` from the allowance that the table is updated with.
    /// - Parameters:
    ///   - keyWords: words of every key.
    ///   - timeConstant: of the `DecayClock` that the table is updated with, in seconds.
    package init(
        keyWords: Int,
        capacity: Int,
        timeConstant: Double,
        extras: FlowExtras = FlowExtras(),
        hash: KeyHash
    ) {
        self.capacity = Self.bounded(capacity)
        self.timeConstant = timeConstant
        self.extras = extras
        self.hash = hash
        room = Self.room(for: 1, capacity: self.capacity)
        index = KeyIndex(records: room)
        records = FlowRecords(keyWords: keyWords, extraWords: extras.words)
        records.resize(to: room)
    }

    private static func bounded(_ capacity: Int) -> Int { min(max(capacity, 1), Int(UInt32.max) - 1) }

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
        _ decay: borrowing Decay,
        _ allowance: inout ByteAllowance
    ) -> Int {
        guard victims.isEmpty else { return evict(key, code, contribution, decay) }
        if records.count == room { grow(decay, &allowance) }
        guard records.count < room else {
            victims.build(records)
            return evict(key, code, contribution, decay)
        }
        let record = records.append(key, birth: decay.now)
        index.insert(code, record: record)
        beginExtras(of: record, decay.now)
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
        endExtras(of: record)
        records.replace(record, key, overcount: bound, birth: decay.now)
        index.insert(code, record: record)
        beginExtras(of: record, decay.now)
        victims.raiseRoot(to: bound + contribution)
        evictions += 1
        return record
    }

    /// Rescales all sums to another landmark.
    @inline(never)
    mutating func move(to other: Double) {
        let factor = exp((landmark - other) / timeConstant)
        records.rescale(factor)
        rescaleExtras(factor)
        victims.rescale(factor)
        landmark = other
    }
}
