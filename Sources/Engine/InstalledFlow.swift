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
    /// That of the shard's thread.
    let state: FlowState
    private let timeConstant: Double
    private var clock: DecayClock
    private(set) var decay: Decay
    /// By the number of the data source.
    private(set) var tables: [Table?] = []
    /// `nil`: its flows make no records.
    var live: LiveFlows?

    /// A noncopyable table where an array can hold it.
    final class Table {
        var flows: FlowTable

        init(_ flows: consuming FlowTable) { self.flows = flows }

        /// Adds some of a batch; returns by how many entries the table has grown.
        func add(_ keys: KeyBatch, _ range: Range<Int>, _ decay: Decay) -> Int {
            flows.update(
                keys.keys(range),
                values: keys.values(range),
                samplingRates: keys.samplingRates(range),
                decay: decay
            )
        }
    }

    init(name: String, program: SharedProgram, thread: FlowThread, now: Double) {
        self.name = name
        shared = program
        keyWords = program.program.keyWords
        state = program.program.makeState(thread)
        timeConstant = program.program.definition.timeConstant
        clock = DecayClock(timeConstant: timeConstant)
        decay = clock.decay(at: now)
    }

    /// Sets the weight of the samples that come now.
    func advance(to now: Double) { decay = clock.decay(at: now) }

    @inline(__always)
    func table(_ source: Int) -> Table? { source < tables.count ? tables[source] : nil }

    func makeTable(_ source: Int, capacity: Int, hash: KeyHash) -> Table {
        let table = Table(
            FlowTable(
                keyWords: keyWords,
                capacity: capacity,
                timeConstant: timeConstant,
                hash: hash
            )
        )
        while tables.count <= source { tables.append(nil) }
        tables[source] = table
        return table
    }

    /// Forgets a data source; returns how many entries went with it.
    func remove(source: Int) -> Int {
        guard let table = table(source) else { return 0 }
        tables[source] = nil
        return table.flows.count
    }

    /// Drops the flows that have decayed to nothing, and the tables that are left without any.
    func reclaim(now: Double, capacity: Int) {
        for source in tables.indices {
            guard let table = tables[source] else { continue }
            table.flows.reclaim(now: now, capacity: capacity)
            if table.flows.count == 0 { tables[source] = nil }
        }
    }

    var entryCount: Int { tables.reduce(0) { $0 + ($1?.flows.count ?? 0) } }
}
