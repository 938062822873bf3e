import SFlow
import XDR

/// A data source of an agent: what metrics and flows are kept by.
package struct MetricSource: Sendable {
    /// The number that the shard gave the agent.
    package let agent: Int
    package let source: DataSource
    package var blocks: [MetricBlock] = []
    /// When anything was last heard of it, in milliseconds of the analyzer's clock.
    package var lastSeen: Int64 = 0

    package func block(_ ordinal: Int) -> MetricBlock? { blocks.first { $0.ordinal == ordinal } }
    package func value(_ metric: MetricDefinition) -> MetricScalar? {
        block(metric.ordinal).flatMap { metric.value(in: $0) }
    }
}

/// (agent, data source, metric) → the latest value. Owned by one shard.
package struct MetricStore: ~Copyable {
    private struct Key: Hashable {
        var agent: Int
        var source: DataSource
    }

    /// Sources by number; `nil` where one has gone.
    package private(set) var sources: [MetricSource?] = []
    private var numbers: [Key: Int] = [:]
    private var free: [Int] = []
    private let capacity: Int
    /// Sources by the structures that they have: the index that makes a question cost what it returns.
    package private(set) var sourcesByStructure: [Set<Int>]
    /// When a structure last came, in milliseconds; indexed by its ordinal.
    package private(set) var lastUpdate: [Int64]
    /// Sources that were refused because the store is full.
    package private(set) var refused = 0

    package init(capacity: Int) {
        self.capacity = capacity
        sourcesByStructure = Array(repeating: [], count: Structures.counterRecords.count)
        lastUpdate = Array(repeating: .min, count: Structures.counterRecords.count)
    }

    package var sourceCount: Int { numbers.count }
    package var metricCount: Int {
        zip(sourcesByStructure, MetricCatalogue.standard.byStructure).reduce(0) { $0 + $1.0.count * $1.1.count }
    }

    /// The number of a data source, new or known; `nil` when the store is full.
    package mutating func number(agent: Int, _ source: DataSource, now: Int64) -> Int? {
        let key = Key(agent: agent, source: source)
        if let number = numbers[key] {
            sources[number]!.lastSeen = now
            return number
        }
        guard numbers.count < capacity else {
            refused += 1
            return nil
        }
        let number = free.popLast() ?? sources.count
        if number == sources.count { sources.append(nil) }
        sources[number] = MetricSource(agent: agent, source: source, lastSeen: now)
        numbers[key] = number
        return number
    }

    /// Notes that something was heard of a source whose number was remembered; false where the number is another's now.
    package mutating func touch(_ number: Int, agent: Int, _ source: DataSource, now: Int64) -> Bool {
        guard sources[number]?.agent == agent, sources[number]?.source == source else { return false }
        sources[number]!.lastSeen = now
        return true
    }

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
            source: sources[number]!,
            uptime: uptime,
            epoch: epoch,
            now: now
        )
        sources[number]!.blocks = []
        defer {
            sources[number]!.blocks = update.source.blocks
            if let ordinal = update.ordinal {
                sourcesByStructure[ordinal].insert(number)
                lastUpdate[ordinal] = now
            }
        }
        return try Structures.withCounterRecord(record.format, &update)
    }

    /// Removes a source with all that is known of it.
    package mutating func remove(_ number: Int) {
        guard let source = sources[number] else { return }
        numbers[Key(agent: source.agent, source: source.source)] = nil
        for block in source.blocks { sourcesByStructure[block.ordinal].remove(number) }
        sources[number] = nil
        free.append(number)
    }

    /// Removes what has stopped reporting: blocks after three of their intervals and at least `floor` milliseconds,
    /// then sources without blocks that nothing was heard of for as long. Returns the sources that went.
    package mutating func expire(now: Int64, floor: Int64) -> [Int] {
        var gone: [Int] = []
        for number in sources.indices {
            guard let source = sources[number] else { continue }
            for block in source.blocks where now - block.updated > max(floor, 3 * Int64(block.interval)) {
                sourcesByStructure[block.ordinal].remove(number)
                sources[number]!.blocks.removeAll { $0.ordinal == block.ordinal }
            }
            if sources[number]!.blocks.isEmpty, now - source.lastSeen > floor {
                remove(number)
                gone.append(number)
            }
        }
        return gone
    }
}

/// One record on its way into a source's block.
private struct RecordUpdate: StructureAction, ~Escapable {
    let bytes: RawSpan
    let body: ByteRange
    var source: MetricSource
    let uptime: UInt32
    let epoch: UInt32
    let now: Int64
    var ordinal: Int?

    @_lifetime(copy bytes)
    init(bytes: RawSpan, body: ByteRange, source: MetricSource, uptime: UInt32, epoch: UInt32, now: Int64) {
        self.bytes = bytes
        self.body = body
        self.source = source
        self.uptime = uptime
        self.epoch = epoch
        self.now = now
    }

    @_lifetime(self: copy self)
    mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) throws(XDRError) {
        var structure = Structure(), reader = XDRReader(bytes, at: body.start)
        reader.end = body.end
        try structure.visit(&reader)
        let place = source.blocks.firstIndex { $0.ordinal == ordinal }
        let block = place.map { source.blocks.remove(at: $0) } ?? MetricBlock(ordinal: ordinal)
        let isContinuous = place != nil && block.epoch == epoch
        let progress = isContinuous ? Int32(bitPattern: uptime &- block.uptime) : 0
        // The same again at the same moment.
        if isContinuous, progress == 0, now - block.updated < 1000 {
            source.blocks.append(block)
            return
        }
        // Where the agent's clock stood still or ran back there is nothing to divide by.
        let elapsed = Double(max(progress, 0)) / 1000
        var updater = MetricUpdater(block: block, elapsed: elapsed, isOlderForm: reader.endedEarly)
        try structure.visit(&updater)
        updater.block.uptime = uptime
        updater.block.epoch = epoch
        if place != nil, block.updated != 0 { updater.block.interval = UInt32(clamping: now - block.updated) }
        updater.block.updated = now
        source.blocks.append(updater.block)
        self.ordinal = ordinal
    }
}
