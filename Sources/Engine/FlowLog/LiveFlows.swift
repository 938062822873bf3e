import FlowLanguage
import FlowTables
import NetTypes
import SFlow

/// The flows of a definition that are under way in a shard, by data source.
final class LiveFlows {
    /// Those of one data source.
    final class Cache {
        var flows: FlowCache
        let live: LiveFlows
        /// `nil` until the shard has said where it is.
        var place: (agent: IPAddress, source: DataSource)?

        init(_ flows: consuming FlowCache, _ live: LiveFlows) {
            self.flows = flows
            self.live = live
        }
    }

    let definition: LoggedDefinition
    let program: SharedProgram
    let log: ShardFlowLog
    /// Seconds without a packet after which a flow is over.
    let idleTimeout: Double
    let activeTimeout: Double
    let logsStart: Bool
    private let hash: KeyHash
    /// By the number of the data source.
    private(set) var caches: [Cache?] = []

    init(name: String, _ program: SharedProgram, _ log: ShardFlowLog, hash: KeyHash) {
        let definition = program.program.definition
        self.definition = LoggedDefinition(name: name, definition: definition)
        self.program = program
        self.log = log
        self.hash = hash
        idleTimeout = Self.idleTimeout(definition)
        activeTimeout = definition.activeTimeout
        logsStart = definition.logsStart
    }

    /// Five time constants: by then a flow has decayed to less than a hundredth. Not less than two seconds, since agents send
    /// what they have once a second; not more than the active timeout, by which its record is made anyway.
    static func idleTimeout(_ definition: FlowDefinition) -> Double {
        min(max(5 * definition.timeConstant, 2), max(definition.activeTimeout, 2))
    }

    /// Takes packets. `now` is in seconds.
    @inline(never)
    func take(_ keys: borrowing KeyBatch, now: Double) {
        let all = keys.keys(0..<keys.count), values = keys.values(0..<keys.count)
        let rates = keys.samplingRates(0..<keys.count), words = program.program.keyWords
        for place in values.indices {
            let cache = cache(keys.source(place))
            let key = all.extracting(place * words..<(place + 1) * words)
            let value = values[place], rate = rates[place]
            if !cache.flows.add(key, value: value, samplingRate: rate, now: now) {
                begin(key, value, rate, now, cache)
            }
        }
    }

    private func cache(_ source: Int) -> Cache {
        if source < caches.count, let cache = caches[source] { return cache }
        let cache = Cache(FlowCache(keyWords: program.program.keyWords, hash: hash), self)
        while caches.count <= source { caches.append(nil) }
        caches[source] = cache
        log.unplaced.append((source, cache))
        return cache
    }

    @inline(never)
    private func begin(_ key: Span<UInt64>, _ value: Double, _ rate: Double, _ now: Double, _ cache: Cache) {
        guard log.makeRoom(in: cache) else { return }
        cache.flows.begin(key, value: value, samplingRate: rate, now: now)
        log.room -= 1
        if logsStart, let flow = cache.flows.flow(key) { log.note(flow, .started, cache) }
    }

    /// The data source has gone: its flows are over.
    func remove(source: Int) {
        guard source < caches.count, let cache = caches[source] else { return }
        caches[source] = nil
        log.ending.append(cache)
    }

    /// The definition has gone.
    func removeAll() { for source in caches.indices { remove(source: source) } }

    /// Visits the packed keys of all flows that are under way.
    func forEachKey(_ body: (Span<UInt64>) -> Void) { for cache in caches { cache?.flows.forEachKey(body) } }
}
