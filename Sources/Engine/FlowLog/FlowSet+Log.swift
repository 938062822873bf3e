import FlowTables

extension FlowSet {
    /// Whether there is anything to sweep.
    var hasLog: Bool { logging > 0 || !log.isEmpty }

    /// Ends flows that are due, and hands over some of the ends that have no record yet, those that wait first. Where more is
    /// left than that, the next sweep goes on. `now` is in seconds.
    mutating func sweepLog(
        now: Double,
        _ sweeps: Int,
        _ body: (EndedFlow, FlowEndReason, LiveFlows.Cache) -> Void
    ) {
        var left = sweeps * ShardFlowLog.sweepLimit
        let emit = { (flow: EndedFlow, reason: FlowEndReason, cache: LiveFlows.Cache) in
            left -= 1
            body(flow, reason, cache)
        }
        log.takeEnds(left, emit)
        withdraw(&left, body)
        guard left > 0, now >= log.nextSweep else { return }
        if sweepLive(now: now, &left, body) { log.nextSweep = now + ShardFlowLog.sweepInterval }
    }

    /// Ends the flows of what has gone.
    private mutating func withdraw(_ left: inout Int, _ body: (EndedFlow, FlowEndReason, LiveFlows.Cache) -> Void) {
        while left > 0, let cache = log.ending.last {
            guard let flow = cache.flows.endIdle() else {
                log.ending.removeLast()
                continue
            }
            log.room += 1
            left -= 1
            if !cache.live.logsStart { body(flow, .withdrawn, cache) }
        }
    }

    /// Goes on through the caches from where the sweep before stopped. True: all have been looked at.
    private mutating func sweepLive(
        now: Double,
        _ left: inout Int,
        _ body: (EndedFlow, FlowEndReason, LiveFlows.Cache) -> Void
    ) -> Bool {
        var visits = ShardFlowLog.visitLimit
        while log.cursor.flow < installed.count {
            guard let live = installed[log.cursor.flow].live, log.cursor.source < live.caches.count else {
                log.cursor = (log.cursor.flow + 1, 0)
                continue
            }
            if let cache = live.caches[log.cursor.source] { sweep(cache, now: now, &left, body) }
            guard left > 0 else { return false }
            log.cursor.source += 1
            visits -= 1
            guard visits > 0 else { return false }
        }
        log.cursor = (0, 0)
        return true
    }

    private mutating func sweep(
        _ cache: LiveFlows.Cache,
        now: Double,
        _ left: inout Int,
        _ body: (EndedFlow, FlowEndReason, LiveFlows.Cache) -> Void
    ) {
        let live = cache.live
        while left > 0, let flow = cache.flows.endIdle(since: now - live.idleTimeout) {
            log.room += 1
            left -= 1
            if !live.logsStart { body(flow, .idle, cache) }
        }
        guard !live.logsStart else { return }
        while left > 0, let flow = cache.flows.endLong(begunBy: now - live.activeTimeout) {
            log.room += 1
            left -= 1
            body(flow, .active, cache)
        }
    }
}
