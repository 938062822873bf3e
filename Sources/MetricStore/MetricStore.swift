import Budget
import NetTypes
import SFlow
import XDR

/// How much a store takes. What is refused because of a bound is counted.
package struct MetricLimits: Sendable {
    /// Data sources.
    package var sources: Int
    /// Names that applications choose.
    package var names: Int
    /// Metrics under such names, in all and of one data source.
    package var metrics: Int
    package var metricsPerSource: Int
    /// The text that they have for values.
    package var textBytes: Int

    package init(
        sources: Int,
        names: Int = 10_000,
        metrics: Int = 10_000_000,
        metricsPerSource: Int = 256,
        textBytes: Int = 256 << 20
    ) {
        self.sources = sources
        self.names = names
        self.metrics = metrics
        self.metricsPerSource = metricsPerSource
        self.textBytes = textBytes
    }
}

/// (agent, data source, metric) → the latest value. Owned by one shard.
package struct MetricStore: ~Copyable {
    private struct Key: IndexKey {
        var agent: Int
        var source: DataSource

        @inline(__always)
        func hash(by hash: KeyHash) -> UInt32 {
            hash(UInt64(agent), UInt64(source.sourceClass) << 32 | UInt64(source.index))
        }
    }

    private struct NamedKey: Hashable {
        var agent: Int
        var name: String
    }

    /// Sources by number; `nil` where one has gone.
    package internal(set) var sources: [MetricSource?] = []
    private var numbers = NumberIndex(unused: Key(agent: 0, source: .host))
    private var namedNumbers: [NamedKey: Int] = [:]
    private var free: [Int] = []
    private var agentSources = AgentSources()
    let limits: MetricLimits
    var allowance: ByteAllowance
    /// Where the next slice of `expire` begins.
    private var expiryPlace = 0
    /// What is known of each structure, by its place in `StructureIndex`.
    private var structures: StructureIndex
    /// The names that are not the standard's.
    package internal(set) var names: MetricNames
    /// Metrics under such names, and the bytes of their text.
    var customCount = 0, textBytes = 0
    /// Agents that have said since `takeRenamed` that they, or interfaces of theirs, are called otherwise.
    private var renamed: Set<Int> = []
    /// Sources, and records of sources, that were refused because the store is full.
    package private(set) var refused = 0
    /// Metrics of applications that were refused: they had no name, or there was no room.
    package internal(set) var refusedMetrics = 0

    /// - Parameters:
    ///   - reserved: names, at most 64, that there is always room for; each has the number of its place.
    ///   - allowance: where the memory for data sources and their metrics is taken from.
    package init(
        _ limits: MetricLimits,
        reserved: [String] = [],
        allowance: consuming ByteAllowance = ByteAllowance(limit: .max)
    ) {
        precondition(reserved.count <= 64)
        self.limits = limits
        self.allowance = allowance
        structures = StructureIndex()
        names = MetricNames(reserved: reserved, capacity: limits.names)
    }

    package var sourceCount: Int { numbers.count + namedNumbers.count }
    /// The memory of data sources and their metrics.
    package var usedBytes: Int { allowance.used }
    package var metricCount: Int { structures.metricCount + names.useCount }

    /// The sources that may have a metric: the index that makes a question cost what it returns.
    package func forEachSource(with metric: MetricDefinition, _ body: (Int) -> Void) {
        structures.forEachSource(with: metric, body)
    }

    /// When a metric last came, in milliseconds; `nil` where no source has it.
    package func lastUpdate(of metric: MetricDefinition) -> Int64? { structures.lastUpdate(of: metric) }

    /// The number of a data source, new or known; `nil` when the store is full.
    package mutating func number(agent: Int, _ source: DataSource, now: Int64) -> Int? {
        let key = Key(agent: agent, source: source)
        if let number = numbers[key] {
            sources[number]!.lastSeen = now
            return number
        }
        guard let number = insert(MetricSource(agent: agent, source: source, now: now)) else { return nil }
        numbers.insert(key, number)
        return number
    }

    /// The number of the data source that an application calls by a name of its own, new or known.
    package mutating func number(agent: Int, named name: String, now: Int64) -> Int? {
        let key = NamedKey(agent: agent, name: name)
        if let number = namedNumbers[key] {
            sources[number]!.lastSeen = now
            return number
        }
        let nowhere = DataSource(sourceClass: .max, index: .max)
        guard let number = insert(MetricSource(agent: agent, source: nowhere, name: name, now: now)) else { return nil }
        namedNumbers[key] = number
        return number
    }

    private mutating func insert(_ source: MetricSource) -> Int? {
        guard sourceCount < limits.sources, allowance.take(source.baseBytes) else {
            refused += 1
            return nil
        }
        let number = free.popLast() ?? sources.count
        if number == sources.count { sources.append(source) } else { sources[number] = source }
        agentSources.insert(number, agent: source.agent)
        return number
    }

    /// How many data sources an agent has.
    package func sourceCount(ofAgent agent: Int) -> Int { agentSources.count(agent) }

    /// Visits the data sources of an agent.
    package func forEachSource(ofAgent agent: Int, _ body: (Int) -> Void) { agentSources.forEach(agent, body) }

    /// The number of a data source that is known.
    package func known(agent: Int, _ source: DataSource) -> Int? { numbers[Key(agent: agent, source: source)] }

    /// Takes a record into the source's block for its structure. False where the format is not known.
    ///
    /// `uptime` is the agent's, in milliseconds; no rate is made across a change of `epoch`.
    package mutating func update(
        source number: Int,
        _ record: Record,
        in bytes: RawSpan,
        uptime: UInt32,
        epoch: UInt32,
        now: Int64
    ) throws(XDRError) -> Bool {
        var update = RecordUpdate(
            bytes: bytes,
            body: record.body,
            blocks: sources[number]!.blocks,
            uptime: uptime,
            epoch: epoch,
            now: now
        )
        sources[number]!.blocks = []
        defer {
            if update.hasNewName { noteName(of: sources[number]!) }
            if let ordinal = update.ordinal, pay(for: &update.blocks) {
                structures.insert(number, at: StructureIndex.place(ordinal, sources[number]!.source), now: now)
            }
            sources[number]!.blocks = update.blocks
        }
        return try Structures.withCounterRecord(record.format, &update)
    }

    /// Pays for the last block, which has been written; false where there is no memory for it: a new one is forgotten. One
    /// that is known stays, with the texts that it has now, until there is.
    @inline(__always)
    private mutating func pay(for blocks: inout [MetricBlock]) -> Bool {
        let last = blocks.count - 1
        guard blocks[last].paidBytes == 0 || !blocks[last].texts.isEmpty else { return true }
        let bytes = blocks[last].bytes, more = bytes - blocks[last].paidBytes
        if more > 0, !allowance.take(more) {
            refused += 1
            if blocks[last].paidBytes == 0 { blocks.removeLast() }
            return blocks.count > last
        }
        if more < 0 { allowance.giveBack(-more) }
        blocks[last].paidBytes = bytes
        return true
    }

    /// The numbers of the agents that are called otherwise, or have interfaces that are, since it was last asked. What
    /// virtual machines and containers are called is not meant.
    package mutating func takeRenamed() -> Set<Int> {
        guard !renamed.isEmpty else { return [] }
        defer { renamed = [] }
        return renamed
    }

    private mutating func noteName(of source: MetricSource) {
        if !source.source.isVirtual { renamed.insert(source.agent) }
    }

    /// Removes a source with all that is known of it.
    package mutating func remove(_ number: Int) {
        guard let source = sources[number] else { return }
        removeCustom(of: number)
        if let name = source.name {
            namedNumbers[NamedKey(agent: source.agent, name: name)] = nil
        } else {
            numbers.remove(Key(agent: source.agent, source: source.source))
        }
        for block in source.blocks {
            structures.remove(number, at: StructureIndex.place(block.ordinal, source.source))
            allowance.giveBack(block.paidBytes)
            if Structures.isName(block.ordinal) { noteName(of: source) }
        }
        allowance.giveBack(source.baseBytes)
        agentSources.remove(number, agent: source.agent)
        sources[number] = nil
        free.append(number)
    }

    /// Removes what has stopped reporting: blocks, and metrics of applications one by one, after three of their intervals
    /// and at least `floor` milliseconds, then sources without any that nothing was heard of for as long. Returns the sources
    /// that went.
    ///
    /// Of very many sources it looks at a part each time: at all of them in sixteen times, or more where many have to go.
    package mutating func expire(now: Int64, floor: Int64) -> [Int] {
        var gone: [Int] = []
        var left = max(sources.count / 16, Self.expirySlice)
        for _ in sources.indices where left > 0 {
            left -= 1
            let number = expiryPlace < sources.count ? expiryPlace : 0
            expiryPlace = number + 1
            guard sources[number] != nil else { continue }
            expireBlocks(of: number, now: now, floor: floor)
            expireCustom(of: number, now: now, floor: floor)
            if sources[number]!.isEmpty, now - sources[number]!.lastSeen > floor {
                remove(number)
                gone.append(number)
                left -= Self.removalCost
            }
        }
        return gone
    }

    private static let expirySlice = 32_768
    /// How many looks at a source removing one takes as long as, about.
    private static let removalCost = 15

    private mutating func expireBlocks(of number: Int, now: Int64, floor: Int64) {
        let blocks = sources[number]!.blocks
        for block in blocks where now - block.updated > max(floor, 3 * Int64(block.interval)) {
            structures.remove(number, at: StructureIndex.place(block.ordinal, sources[number]!.source))
            sources[number]!.blocks.removeAll { $0.ordinal == block.ordinal }
            allowance.giveBack(block.paidBytes)
            if Structures.isName(block.ordinal) { noteName(of: sources[number]!) }
            if block.ordinal == Structures.hostDescription { setLabels(of: number, []) }
        }
    }
}

/// One record on its way into a source's block.
private struct RecordUpdate: StructureAction, ~Escapable {
    let bytes: RawSpan
    let body: ByteRange
    var blocks: [MetricBlock]
    let uptime: UInt32
    let epoch: UInt32
    let now: Int64
    var ordinal: Int?
    /// It gives its host or interface a name that it had not.
    var hasNewName = false

    @_lifetime(copy bytes)
    init(bytes: RawSpan, body: ByteRange, blocks: [MetricBlock], uptime: UInt32, epoch: UInt32, now: Int64) {
        self.bytes = bytes
        self.body = body
        self.blocks = blocks
        self.uptime = uptime
        self.epoch = epoch
        self.now = now
    }

    @_lifetime(self: copy self)
    mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) throws(XDRError) {
        var structure = Structure(), reader = XDRReader(bytes, at: body.start)
        reader.end = body.end
        try structure.visit(&reader)
        let place = blocks.firstIndex { $0.ordinal == ordinal }
        let block = place.map { blocks.remove(at: $0) } ?? MetricBlock(ordinal: ordinal)
        let isContinuous = place != nil && block.epoch == epoch
        let progress = isContinuous ? Int32(bitPattern: uptime &- block.uptime) : 0
        // The same again at the same moment.
        if isContinuous, progress == 0, now - block.updated < 1000 {
            blocks.append(block)
            return
        }
        // Where the agent's clock stood still or ran back there is nothing to divide by.
        let elapsed = Double(max(progress, 0)) / 1000
        let names = Structures.isName(ordinal) ? block.texts : []
        var updater = MetricUpdater(block: block, elapsed: elapsed, isOlderForm: reader.endedEarly)
        try structure.visit(&updater)
        updater.block.uptime = uptime
        updater.block.epoch = epoch
        if place != nil, block.updated != 0 { updater.block.interval = UInt32(clamping: now - block.updated) }
        updater.block.updated = now
        hasNewName = Structures.isName(ordinal) && updater.block.texts != names
        blocks.append(updater.block)
        self.ordinal = ordinal
    }
}

extension Structures {
    private static let portName = counterRecords.firstIndex { $0.format == PortName.format }!

    /// Whether the structure of this place says what a host or an interface is called.
    fileprivate static func isName(_ ordinal: Int) -> Bool { ordinal == hostDescription || ordinal == portName }
}
