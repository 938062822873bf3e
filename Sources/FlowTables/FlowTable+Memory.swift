import Budget
import Glibc
import NetTypes

extension FlowTable {
    /// Flows with less than this many samples, weighted by age, are forgotten: a single sample after seven time
    /// constants, a million samples after twenty.
    static let sampleFloor = 0.001

    /// Of the table itself and of what the allocator adds.
    private static let overhead = 384

    /// The bytes of a table that has just been made.
    package static func firstBytes(keyWords: Int, extras: FlowExtras = FlowExtras(), capacity: Int) -> Int {
        let stride = FlowRecords.stride(keyWords: keyWords, extraWords: extras.words)
        return overhead + bytes(room: room(for: 1, capacity: max(capacity, 1)), stride: stride)
    }

    /// The bytes that the table holds.
    package var bytes: Int { Self.overhead + Self.bytes(room: room, stride: records.stride) + sketches.bytes }

    /// Records, their index, and the heap that a full table needs: it is paid for beforehand, because it is made when there
    /// is no memory for more.
    private static func bytes(room: Int, stride: Int) -> Int {
        8 * (room * stride + KeyIndex.slotCount(room)) + VictimHeap.nodeBytes * room
    }

    /// Room for so many flows and all that fit into the same index.
    static func room(for flows: Int, capacity: Int) -> Int { min(KeyIndex.slotCount(flows) / 2, capacity) }

    /// Drops the flows that have decayed to nothing, and makes room for twice as many as are left. Where there is no memory
    /// for that, the room stays as it is.
    mutating func grow(_ decay: borrowing Decay, _ allowance: inout ByteAllowance) {
        dropFlows(samplesBelow: Self.sampleFloor * decay.weight)
        refit(to: Self.room(for: 2 * records.count, capacity: capacity), &allowance)
    }

    /// Drops the flows that have decayed to nothing at `now`, in seconds on the clock of the updates, and gives back memory
    /// that is not used. Where there was none for newcomers, they may ask for it again.
    ///
    /// Returns by how many flows the table has shrunk. Looks at every flow, therefore seldom.
    package mutating func reclaim(now: Double, _ allowance: inout ByteAllowance) -> Int {
        let before = records.count, weight = exp(min(landmark - now, 0) / timeConstant)
        let floor = Self.sampleFloor / weight, dead = deadCount(samplesBelow: floor)
        dropOldWindows(now)
        let wanted = Self.room(for: (before - dead) * 3 / 2, capacity: capacity)
        if wanted < room || dead > before / 8 || !victims.isEmpty && room < capacity {
            dropFlows(samplesBelow: floor)
            refit(to: min(wanted, room), &allowance)
        }
        compactSketches(&allowance)
        return before - records.count
    }

    private func deadCount(samplesBelow floor: Double) -> Int {
        var dead = 0
        for record in 0..<records.count where records[record, .samples] < floor { dead += 1 }
        return dead
    }

    private mutating func dropFlows(samplesBelow floor: Double) {
        if extras.hasSketches {
            for record in 0..<records.count where records[record, .samples] < floor { endExtras(of: record) }
        }
        records.removeAll(samplesBelow: floor)
    }

    /// Gives the table other room and makes the index anew. Newcomers have to find their victims anew as well.
    private mutating func refit(to wanted: Int, _ allowance: inout ByteAllowance) {
        victims.clear()
        let more = Self.bytes(room: wanted, stride: records.stride) - Self.bytes(room: room, stride: records.stride)
        if more < 0 { allowance.giveBack(-more) }
        if more < 0 || more > 0 && allowance.take(more) {
            room = wanted
            records.resize(to: room)
        }
        index.reset(records: room)
        for record in 0..<records.count {
            let code = hash(records.key(record))
            index.insert(code, record: record)
        }
    }

    /// Forgets the sketches of windows that are over.
    private mutating func dropOldWindows(_ now: Double) {
        guard extras.hasSketches else { return }
        let window = window(at: now)
        for record in 0..<records.count { move(record, toWindow: window) }
    }

    private mutating func compactSketches(_ allowance: inout ByteAllowance) {
        guard sketches.isSparse else { return }
        let before = sketches.bytes
        var compact = sketches.compacted()
        for step in extras.steps where step.aggregate == .distinct {
            for record in 0..<records.count {
                let first = records.extras(record) + step.at
                compact.adopt(&records[first], of: sketches)
                compact.adopt(&records[first + 1], of: sketches)
            }
        }
        sketches = compact
        allowance.giveBack(before - sketches.bytes)
    }
}
