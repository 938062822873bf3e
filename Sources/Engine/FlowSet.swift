import FlowLanguage
import FlowTables
import NetTypes

/// The definitions of a shard and their tables. Each packet sample runs through all of them.
struct FlowSet: ~Copyable {
    private(set) var installed: [InstalledFlow] = []
    /// Entries in all tables.
    private(set) var entryCount = 0
    /// Tables and entries that were refused because the shard is full.
    private(set) var refused = 0
    /// Tables or entries have been refused since room was last reclaimed, at `reclaimed`, in seconds.
    private var isShort = false
    private var reclaimed = -Double.infinity
    private static let reclaimInterval = 30.0
    private var keys = KeyBatch()
    private let entryLimit: Int
    private let tableCapacity: Int
    private let hash: KeyHash
    /// What the thread keeps for all definitions.
    let thread: FlowThread
    let log: ShardFlowLog
    /// Definitions whose flows make records.
    private(set) var logging = 0

    init(_ configuration: EngineConfiguration, hash: KeyHash, _ environment: FlowEnvironment) {
        thread = FlowThread(environment)
        log = ShardFlowLog(configuration)
        entryLimit = max(configuration.maximumFlowEntries / configuration.shards, 1)
        tableCapacity = configuration.flowTableCapacity
        self.hash = hash
    }

    /// Starts a definition, in place of one of the same name.
    mutating func install(_ name: String, _ program: SharedProgram, now: Double) {
        _ = uninstall(name)
        let flow = InstalledFlow(name: name, program: program, thread: thread, now: now)
        if program.program.definition.makesRecords {
            flow.live = LiveFlows(name: name, program, log, hash: hash)
            logging += 1
        }
        installed.append(flow)
    }

    /// False where there is none of that name.
    mutating func uninstall(_ name: String) -> Bool {
        guard let place = installed.firstIndex(where: { $0.name == name }) else { return false }
        entryCount -= installed[place].entryCount
        if let live = installed[place].live {
            live.removeAll()
            logging -= 1
        }
        installed.remove(at: place)
        return true
    }

    /// Sets the clock of the definitions. To be called once a batch; `now` is in seconds.
    mutating func advance(to now: Double) {
        for flow in installed { flow.advance(to: now) }
    }

    /// Takes the packets of a datagram, sampled or discarded, through every definition of such packets.
    mutating func take(_ samples: borrowing PacketSamples, in bytes: RawSpan) {
        for flow in installed {
            flow.shared.program.evaluate(samples, bytes, flow.state, into: &keys)
            var range = 0..<0
            while range.upperBound < keys.count {
                range = keys.run(from: range.upperBound)
                update(flow, range)
                if let live = flow.live { live.take(keys, range, now: flow.decay.now) }
            }
        }
    }

    /// Adds the samples whose keys are at hand, all of one data source.
    private mutating func update(_ flow: InstalledFlow, _ range: Range<Int>) {
        guard let table = flow.table(keys.source(range.lowerBound)) ?? newTable(flow, keys.source(range.lowerBound))
        else { return }
        guard entryCount + range.count <= entryLimit else { return updateNearLimit(flow, table, range) }
        add(range, to: table, of: flow)
    }

    /// One by one, so that the tables stop growing as soon as the shard is full.
    @inline(never)
    private mutating func updateNearLimit(_ flow: InstalledFlow, _ table: InstalledFlow.Table, _ range: Range<Int>) {
        for place in range {
            if entryCount >= entryLimit { stopGrowing(table) }
            add(place..<place + 1, to: table, of: flow)
        }
    }

    @inline(__always)
    private mutating func add(_ range: Range<Int>, to table: InstalledFlow.Table, of flow: InstalledFlow) {
        entryCount += table.add(keys, range, flow.decay)
    }

    @inline(never)
    private mutating func stopGrowing(_ table: InstalledFlow.Table) {
        isShort = true
        table.flows.stopGrowing()
    }

    @inline(never)
    private mutating func newTable(_ flow: InstalledFlow, _ source: Int) -> InstalledFlow.Table? {
        guard entryCount < entryLimit else {
            refused += 1
            isShort = true
            return nil
        }
        return flow.makeTable(source, capacity: tableCapacity, hash: hash)
    }

    /// Where the room was short, makes it of flows that have decayed to nothing, and lets tables grow again. Looks at every
    /// entry, therefore seldom. `now` is in seconds.
    mutating func reclaim(now: Double) {
        guard isShort, now - reclaimed >= Self.reclaimInterval else { return }
        isShort = false
        reclaimed = now
        for flow in installed { flow.reclaim(now: now, capacity: tableCapacity) }
        entryCount = installed.reduce(0) { $0 + $1.entryCount }
    }

    /// Forgets a data source.
    mutating func remove(source: Int) {
        for flow in installed {
            entryCount -= flow.remove(source: source)
            flow.live?.remove(source: source)
        }
    }
}
