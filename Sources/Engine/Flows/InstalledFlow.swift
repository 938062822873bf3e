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
    private(set) var tables: SourceTables
    /// `nil`: its flows make no records.
    var live: LiveFlows?
    /// Its thresholds.
    var watches: [ThresholdWatch] = []
    /// How many places of `tables` have been paid for.
    private var slots = 0
    private let hash: KeyHash

    init(name: String, program: SharedProgram, thread: FlowThread, hash: KeyHash, now: Double) {
        self.name = name
        self.hash = hash
        tables = SourceTables(hash: hash)
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

    /// Asks for the tables of data sources, whose keys are soon to be added.
    func prefetch(_ sources: Span<Int>) { tables.prefetch(sources) }

    /// The first step of adding keys to the tables. A data source that has no table gets one, if there is memory for it.
    func begin(
        _ keys: borrowing KeyBatch,
        _ places: inout KeyPlaces,
        capacity: Int,
        _ allowance: inout ByteAllowance
    ) {
        guard !tables.begin(SampleBatch(keys), &places) else { return }
        for place in 0..<keys.count where !tables.has(keys.source(place)) {
            makeTable(keys.source(place), capacity: capacity, &allowance)
        }
    }

    /// The second step.
    func find(_ keys: borrowing KeyBatch, _ places: inout KeyPlaces) { tables.find(SampleBatch(keys), &places) }

    /// The last step; returns by how many flows the tables have grown.
    func add(_ keys: borrowing KeyBatch, _ places: borrowing KeyPlaces, _ allowance: inout ByteAllowance) -> Int {
        let grown = tables.add(SampleBatch(keys), places, decay: decay, &allowance)
        if !watches.isEmpty { check(keys) }
        return grown
    }

    /// Holds the flows that samples have been added to against the thresholds.
    @inline(never)
    private func check(_ keys: borrowing KeyBatch) {
        for place in 0..<keys.count where tables.has(keys.source(place)) {
            let source = keys.source(place), key = keys.keys(place..<place + 1)
            guard let value = tables[source].value(key, now: decay.now) else { continue }
            for watch in watches {
                watch.note(flow: value, key, of: source, now: decay.now, timeConstant: timeConstant)
            }
        }
    }

    /// Makes a table for a data source that has none, if there is memory for it.
    private func makeTable(_ source: Int, capacity: Int, _ allowance: inout ByteAllowance) {
        let bytes = FlowTable.firstBytes(keyWords: keyWords, extras: extras, capacity: capacity)
        guard makeSlot(source, &allowance), allowance.take(bytes) else { return }
        let table = FlowTable(
            keyWords: keyWords,
            capacity: capacity,
            timeConstant: timeConstant,
            extras: extras,
            hash: hash
        )
        tables.insert(table, at: source)
    }

    private func makeSlot(_ source: Int, _ allowance: inout ByteAllowance) -> Bool {
        guard source >= slots else { return true }
        let wanted = max(source + 1, slots + slots / 2, 16)
        guard allowance.take((wanted - slots) * SourceTables.placeBytes) else { return false }
        slots = wanted
        return true
    }

    /// Forgets a data source; returns how many entries went with it.
    func remove(source: Int, _ allowance: inout ByteAllowance) -> Int {
        guard tables.has(source) else { return 0 }
        let count = tables[source].count
        allowance.giveBack(tables[source].bytes)
        tables.remove(source)
        return count
    }

    /// Forgets all data sources; returns how many entries went with them.
    func removeAll(_ allowance: inout ByteAllowance) -> Int {
        let entries = tables.indices.reduce(0) { $0 + remove(source: $1, &allowance) }
        trim(&allowance)
        return entries
    }

    /// Drops the flows of a data source that have decayed to nothing, and the table if it is left without any. Returns how many entries
    /// went.
    func reclaim(source: Int, now: Double, _ allowance: inout ByteAllowance) -> Int {
        guard tables.has(source) else { return 0 }
        let gone = tables[source].reclaim(now: now, &allowance)
        return tables[source].count == 0 ? gone + remove(source: source, &allowance) : gone
    }

    /// Gives back the places of data sources behind the last one that has a table.
    func trim(_ allowance: inout ByteAllowance) {
        tables.trim()
        let used = tables.indices.count
        guard used < slots / 2 || used == 0 else { return }
        allowance.giveBack((slots - used) * SourceTables.placeBytes)
        slots = used
    }
}

extension SampleBatch {
    @inline(__always) @_lifetime(borrow keys)
    init(_ keys: borrowing KeyBatch) {
        let all = 0..<keys.count
        self.init(
            keys: keys.keys(all),
            sources: keys.sources(all),
            values: keys.values(all),
            samplingRates: keys.samplingRates(all),
            extras: keys.extras(all)
        )
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
