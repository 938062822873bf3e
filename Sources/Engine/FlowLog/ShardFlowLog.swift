import FlowTables

/// What a shard keeps for the flow log beside the flows themselves: those that are over and have no record yet.
///
/// Records are made between batches, some at a time: the text of a key takes longer than the packet.
final class ShardFlowLog {
    /// Records made between two batches, at most; a record takes about a microsecond.
    static let sweepLimit = 512
    /// Data sources looked at between two batches, at most, and how often all of them are, in seconds.
    static let visitLimit = 1024
    static let sweepInterval = 0.25

    /// Flows that may begin before the shard is full.
    var room: Int
    /// Flows under way of one data source and definition, at most.
    let cacheCapacity: Int
    /// Flows that ended early, and packets whose flow could not begin, because there was no room.
    private(set) var endedEarly = 0, refused = 0
    /// New caches, by the number of their data source: the shard says where they are before the datagram is done with.
    var unplaced: [(source: Int, cache: LiveFlows.Cache)] = []
    /// Caches that nothing is added to any more.
    var ending: [LiveFlows.Cache] = []
    /// Ends that have no record yet, in their order.
    private var ends: [(flow: EndedFlow, reason: FlowEndReason, cache: LiveFlows.Cache)] = []
    /// How many of them have been handed over.
    private var taken = 0
    /// Where the sweep goes on: the place of the definition, the number of the data source.
    var cursor = (flow: 0, source: 0)
    /// When the next sweep begins, in seconds.
    var nextSweep = 0.0

    init(_ configuration: EngineConfiguration) {
        room = max(configuration.maximumLiveFlows / configuration.shards, 1)
        cacheCapacity = max(configuration.liveFlowCapacity, 1)
    }

    /// Whether nothing is left of definitions that are gone.
    var isEmpty: Bool { taken == ends.count && ending.isEmpty }

    func note(_ flow: EndedFlow, _ reason: FlowEndReason, _ cache: LiveFlows.Cache) {
        ends.append((flow, reason, cache))
    }

    /// Makes sure that a flow may begin, by ending the idlest of its data source where there is no room.
    func makeRoom(in cache: LiveFlows.Cache) -> Bool {
        if room > 0, cache.flows.count < cacheCapacity { return true }
        guard ends.count - taken < Self.endLimit, let flow = cache.flows.endIdle() else {
            refused += 1
            return false
        }
        room += 1
        endedEarly += 1
        if !cache.live.logsStart { note(flow, .crowdedOut, cache) }
        return true
    }

    /// Ends that may wait for their record: more come only in a flood of flows that are all new.
    private static let endLimit = 65_536

    /// Visits the packed keys of flows that are over, or whose definition or data source is gone, and that have no record
    /// yet.
    func forEachKey(_ body: (Span<UInt64>, SharedProgram) -> Void) {
        for end in ends[taken...] { body(end.flow.key.span, end.cache.live.program) }
        for cache in ending { cache.flows.forEachKey { body($0, cache.live.program) } }
    }

    /// Hands over ends that wait, the first first.
    func takeEnds(_ limit: Int, _ body: (EndedFlow, FlowEndReason, LiveFlows.Cache) -> Void) {
        let end = min(taken + limit, ends.count)
        for place in taken..<end { body(ends[place].flow, ends[place].reason, ends[place].cache) }
        taken = end
        if taken == ends.count {
            ends.removeAll(keepingCapacity: ends.count < Self.sweepLimit)
        } else if taken < Self.endLimit {
            return
        } else {
            ends.removeFirst(taken)
        }
        taken = 0
    }
}
