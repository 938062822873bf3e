import FlowLanguage
import FlowTables
import MetricStore
import NetTypes
import Synchronization

/// The analyzer's core: shards that own what the agents of each sent, and the answers made of them.
///
/// Safe to call from any thread. A question takes each shard's mutex once, for as long as it reads; ingest takes it once
/// for a batch of datagrams.
package final class Engine: Sendable {
    /// A shard behind its mutex.
    final class Cell: Sendable {
        let shard: Mutex<Shard>
        init(
            _ configuration: EngineConfiguration,
            hash: KeyHash,
            _ environment: FlowEnvironment,
            _ memory: ShardMemory
        ) {
            shard = Mutex(Shard(configuration, hash: hash, environment, memory))
        }
    }

    package let configuration: EngineConfiguration
    let cells: [Cell]
    let hash: KeyHash
    let definitions = Mutex<[String: FlowDefinition]>([:])
    let topology: TopologyKeeper
    let lookupSources: LookupSources
    /// Answers key functions; told when what its answers stand on has changed.
    package let lookups: LookupLibrary
    /// What the programs of all definitions share.
    let flowEnvironment: FlowEnvironment
    let textSweeper: TextSweeper
    let thresholdDefinitions = Mutex<[String: Threshold]>([:])
    package let flowLog: FlowLog
    package let eventLog: EventLog
    package let relay: Relay

    package init(_ configuration: EngineConfiguration) {
        self.configuration = configuration
        let hash = KeyHash.random()
        self.hash = hash
        topology = TopologyKeeper(names: NameBook(shards: configuration.shards))
        let sources = LookupSources(configuration, topology)
        lookupSources = sources
        lookups = LookupLibrary { sources.answer($0) }
        let texts = TextTable(maximumCount: configuration.maximumTexts, maximumBytes: configuration.maximumTextBytes)
        let environment = FlowEnvironment(texts: texts, lookups: lookups)
        flowEnvironment = environment
        textSweeper = TextSweeper()
        flowLog = FlowLog(capacity: configuration.maximumFlowRecords)
        eventLog = EventLog(capacity: configuration.maximumEvents)
        relay = Relay(shards: max(configuration.shards, 1))
        let memory = ShardMemory(configuration)
        cells = (0..<max(configuration.shards, 1)).map { _ in Cell(configuration, hash: hash, environment, memory) }
    }

    /// Nanoseconds of the engine's clock.
    package var now: Int64 { configuration.clock() }

    /// Hands a batch of datagrams to a shard: `body` is given what takes them, one after another.
    package func ingest(shard index: Int, _ body: (inout DatagramSink) -> Void) {
        let now = now
        let (records, events) = cells[index].shard.withLock { shard in
            var sink = DatagramSink(shard: consume shard, now: now)
            body(&sink)
            shard = sink.finish()
            return (shard.flowRecords(configuration, now: now), shard.takeEvents(configuration, now: now))
        }
        if !records.isEmpty { flowLog.append(records) }
        if !events.isEmpty { eventLog.append(events) }
    }

    /// Removes what has stopped reporting to a shard. Its thread calls it between batches, about once a second.
    package func expire(shard index: Int) {
        let now = now
        let (records, change) = cells[index].shard.withLock { shard in
            shard.expire(now: now)
            return (shard.flowRecords(configuration, now: now, sweeps: 16), shard.takeNameChange())
        }
        if !records.isEmpty { flowLog.append(records) }
        if let change { take(change, shard: index) }
        sweepTexts(now: now)
    }

    /// Visits the shards one after another, each while its mutex is held.
    func forEachShard(_ body: (inout Shard) -> Void) {
        for cell in cells { cell.shard.withLock { body(&$0) } }
    }
}

/// Takes the datagrams of a batch into a shard.
package struct DatagramSink: ~Copyable {
    private var shard: Shard
    private let now: Int64

    init(shard: consuming Shard, now: Int64) {
        self.shard = shard
        self.now = now
        self.shard.begin(now: now)
    }

    consuming func finish() -> Shard {
        shard.finish()
        return shard
    }

    package mutating func take(_ datagram: RawSpan, from sender: IPAddress) {
        shard.ingest(datagram, from: sender, now: now)
    }
}
