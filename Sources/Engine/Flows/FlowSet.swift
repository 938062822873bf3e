import Budget
import FlowLanguage
import FlowTables
import NetTypes

/// The definitions of a shard and their tables. Each packet sample runs through all of them.
@safe struct FlowSet: ~Copyable {
    private(set) var installed: [InstalledFlow] = [] {
        didSet { unsafe uncounted = installed.map { unsafe Unmanaged.passUnretained($0) } }
    }
    /// The same, which live as long as `installed` has them: to count references takes longer than a step of a few keys.
    private var uncounted: [Unmanaged<InstalledFlow>] = unsafe []
    private var byName: [String: InstalledFlow] = [:]
    /// Entries in all tables.
    private(set) var entryCount = 0
    /// Keys on their way into tables: those of the definition at hand, of the one before it and of the one before that.
    private var keys = InlineArray<3, KeyBatch> { _ in KeyBatch() }
    private var found = InlineArray<3, KeyPlaces> { _ in KeyPlaces() }
    /// The places of their definitions; `nil`: there are no keys.
    private var pending = InlineArray<3, Int?>(repeating: nil)
    private var newest = 0
    private var allowance: ByteAllowance
    private let tableCapacity: Int
    private let hash: KeyHash
    /// What the thread keeps for all definitions.
    let thread: FlowThread
    let log: ShardFlowLog
    /// Definitions whose flows make records.
    private(set) var logging = 0
    /// The table that `reclaim` looks at next.
    private var reclaimPlace = (flow: 0, source: 0)

    init(_ configuration: EngineConfiguration, hash: KeyHash, _ environment: FlowEnvironment, memory: BytePool) {
        precondition(PacketSamples.limit <= KeyPlaces.limit, "all packets of a datagram fit into a batch")
        thread = FlowThread(environment)
        log = ShardFlowLog(configuration)
        tableCapacity = configuration.flowTableCapacity
        allowance = ByteAllowance(memory)
        self.hash = hash
    }

    /// The memory of all tables.
    var usedBytes: Int { allowance.used }
    /// How often there was no memory for a table, or for more flows or values in one.
    var refused: Int { allowance.refused }

    /// Starts a definition, in place of one of the same name.
    mutating func install(_ name: String, _ program: SharedProgram, now: Double) {
        _ = uninstall(name)
        let flow = InstalledFlow(name: name, program: program, thread: thread, hash: hash, now: now)
        if program.program.definition.makesRecords {
            flow.live = LiveFlows(name: name, program, log, hash: hash)
            logging += 1
        }
        installed.append(flow)
        byName[name] = flow
    }

    /// False where there is none of that name.
    mutating func uninstall(_ name: String) -> Bool {
        guard byName.removeValue(forKey: name) != nil, let place = installed.firstIndex(where: { $0.name == name })
        else { return false }
        // What is on its way knows its definition by the place.
        finish()
        if let live = installed[place].live {
            live.removeAll()
            logging -= 1
        }
        entryCount -= installed[place].removeAll(&allowance)
        installed.remove(at: place)
        return true
    }

    /// The definition of that name.
    func flow(named name: String) -> InstalledFlow? { byName[name] }

    /// Sets the clock of the definitions. To be called once a batch; `now` is in seconds.
    mutating func advance(to now: Double) {
        for flow in installed { flow.advance(to: now) }
    }

    /// Takes the packets of a datagram, sampled or discarded, through every definition of such packets. They are in the
    /// tables after `finish`.
    mutating func take(_ samples: borrowing PacketSamples, in bytes: RawSpan) {
        for place in unsafe uncounted.indices {
            if unsafe place + 1 < uncounted.count {
                unsafe uncounted[place + 1]._withUnsafeGuaranteedRef { $0.prefetch(samples.sources) }
            }
            unsafe uncounted[place]._withUnsafeGuaranteedRef { flow in
                flow.shared.program.evaluate(samples, bytes, flow.state, into: &keys[newest])
                guard keys[newest].count > 0 else { return }
                flow.begin(keys[newest], &found[newest], capacity: tableCapacity, &allowance)
                pending[newest] = place
                if let live = flow.live { live.take(keys[newest], now: flow.decay.now) }
            }
            step()
        }
    }

    /// Takes the keys that came before a step further: the memory that each step asks for comes while others are packed.
    private mutating func step() {
        let before = (newest + 2) % 3, oldest = (newest + 1) % 3
        if let place = pending[before] {
            unsafe uncounted[place]._withUnsafeGuaranteedRef { $0.find(keys[before], &found[before]) }
        }
        if let place = pending[oldest] {
            unsafe uncounted[place]._withUnsafeGuaranteedRef {
                entryCount += $0.add(keys[oldest], found[oldest], &allowance)
            }
            pending[oldest] = nil
        }
        newest = oldest
    }

    /// Adds what is on its way. To be called after the last packet of a batch.
    mutating func finish() {
        step()
        step()
    }

    /// Forgets a data source.
    mutating func remove(source: Int) {
        finish()
        for flow in installed {
            entryCount -= flow.remove(source: source, &allowance)
            flow.live?.remove(source: source)
        }
    }
}

// MARK: Memory

extension FlowSet {
    /// Entries and places of tables that are looked at in one call, at least.
    private static let reclaimSlice = 65_536

    /// How many entries a look at a table takes as long as, about.
    private static let tableCost = 4

    /// Drops flows that have decayed to nothing and gives their memory back, so that it falls again after a flood, and so
    /// that tables that were short of it may grow again.
    ///
    /// Looks at a part of the tables, and at all of them in sixteen calls, or in a minute or two where they are many and
    /// small; to be called about once a second. `now` is in seconds.
    mutating func reclaim(now: Double) {
        let places = installed.reduce(0) { $0 + $1.tables.indices.count }
        var left = max((places + entryCount) / 16, Self.reclaimSlice)
        // Once round at most.
        for _ in 0..<places + installed.count {
            guard left > 0, let flow = nextFlow() else { return }
            guard reclaimPlace.source < flow.tables.indices.count else {
                flow.trim(&allowance)
                reclaimPlace = (reclaimPlace.flow + 1, 0)
                continue
            }
            left -= flow.tables.has(reclaimPlace.source) ? Self.tableCost + flow.tables[reclaimPlace.source].count : 1
            entryCount -= flow.reclaim(source: reclaimPlace.source, now: now, &allowance)
            reclaimPlace.source += 1
        }
    }

    /// The definition that `reclaimPlace` is in; after the last one comes the first.
    private mutating func nextFlow() -> InstalledFlow? {
        if reclaimPlace.flow >= installed.count { reclaimPlace = (0, 0) }
        return installed.isEmpty ? nil : installed[reclaimPlace.flow]
    }
}
