import Budget
import FlowLanguage
import FlowTables
import NetTypes

/// A program that the shards share.
final class SharedProgram: Sendable {
    let program: FlowProgram
    init(_ program: consuming FlowProgram) { self.program = program }
}

/// A definition at work in a shard: a table for each data source that has had a packet of it.
final class InstalledFlow {
    let name: String
    let shared: SharedProgram
    let keyWords: Int
    /// What is kept of each flow beside the sum that tables order by.
    let extras: FlowExtras
    /// That of the shard's thread.
    let state: FlowState
    private let timeConstant: Double
    private var clock: DecayClock
    private(set) var decay: Decay
    /// By the number of the data source.
    private(set) var tables: [Table?] = []
    /// `nil`: its flows make no records.
    var live: LiveFlows?
    /// How many of `tables` have been paid for.
    private var slots = 0
    private static let slotBytes = MemoryLayout<Table?>.stride

    /// A noncopyable table where an array can hold it.
    final class Table {
        var flows: FlowTable

        init(_ flows: consuming FlowTable) { self.flows = flows }

        /// Adds some of a batch; returns by how many entries the table has grown.
        func add(_ keys: KeyBatch, _ range: Range<Int>, _ decay: Decay, _ allowance: inout ByteAllowance) -> Int {
            flows.update(
                keys.keys(range),
                values: keys.values(range),
                samplingRates: keys.samplingRates(range),
                extras: keys.extras(range),
                decay: decay,
                &allowance
            )
        }
    }

    init(name: String, program: SharedProgram, thread: FlowThread, now: Double) {
        self.name = name
        shared = program
        keyWords = program.program.keyWords
        extras = FlowExtras(program.program)
        state = program.program.makeState(thread)
        timeConstant = program.program.definition.timeConstant
        clock = DecayClock(timeConstant: timeConstant)
        decay = clock.decay(at: now)
    }

    /// Sets the weight of the samples that come now.
    func advance(to now: Double) { decay = clock.decay(at: now) }

    @inline(__always)
    func table(_ source: Int) -> Table? { source < tables.count ? tables[source] : nil }

    /// A table for a data source that has none; `nil` where there is no memory for it.
    func makeTable(_ source: Int, capacity: Int, hash: KeyHash, _ allowance: inout ByteAllowance) -> Table? {
        let bytes = FlowTable.firstBytes(keyWords: keyWords, extras: extras, capacity: capacity)
        guard makeSlot(source, &allowance), allowance.take(bytes) else { return nil }
        let table = Table(
            FlowTable(
                keyWords: keyWords,
                capacity: capacity,
                timeConstant: timeConstant,
                extras: extras,
                hash: hash
            )
        )
        tables[source] = table
        return table
    }

    private func makeSlot(_ source: Int, _ allowance: inout ByteAllowance) -> Bool {
        guard source >= tables.count else { return true }
        if source >= slots {
            let wanted = max(source + 1, slots + slots / 2, 16)
            guard allowance.take((wanted - slots) * Self.slotBytes) else { return false }
            slots = wanted
            tables.reserveCapacity(slots)
        }
        while tables.count <= source { tables.append(nil) }
        return true
    }

    /// Forgets a data source; returns how many entries went with it.
    func remove(source: Int, _ allowance: inout ByteAllowance) -> Int {
        guard let table = table(source) else { return 0 }
        tables[source] = nil
        allowance.giveBack(table.flows.bytes)
        return table.flows.count
    }

    /// Forgets all data sources; returns how many entries went with them.
    func removeAll(_ allowance: inout ByteAllowance) -> Int {
        let entries = tables.indices.reduce(0) { $0 + remove(source: $1, &allowance) }
        tables = []
        allowance.giveBack(slots * Self.slotBytes)
        slots = 0
        return entries
    }

    /// Drops the flows of a data source that have decayed to nothing, and the table if it is left without any. Returns how many entries
    /// went.
    func reclaim(source: Int, now: Double, _ allowance: inout ByteAllowance) -> Int {
        guard let table = tables[source] else { return 0 }
        let gone = table.flows.reclaim(now: now, &allowance)
        return table.flows.count == 0 ? gone + remove(source: source, &allowance) : gone
    }

    /// Gives back the places of data sources behind the last one that has a table.
    func trim(_ allowance: inout ByteAllowance) {
        while let last = tables.last, last == nil { tables.removeLast() }
        guard slots > 16, tables.count < slots / 2 || tables.isEmpty else { return }
        allowance.giveBack((slots - tables.count) * Self.slotBytes)
        slots = tables.count
        tables = Array(tables[...])
    }
}

extension FlowExtras {
    /// What a program's key batches have for each key beside the sum.
    init(_ program: borrowing FlowProgram) {
        self.init(program.extras.map { FlowAggregate($0) }, leads: program.value.aggregate != .rate)
    }
}

extension FlowAggregate {
    fileprivate init(_ aggregate: ValueAggregate) {
        self =
            switch aggregate {
            case .rate: .rate
            case .avg: .average
            case .min: .minimum
            case .max: .maximum
            case .count: .distinct
            }
    }
}
