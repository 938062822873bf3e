import FlowLanguage
import FlowTables
import MetricStore
import NetTypes
import SFlow

extension Shard {
    /// Says where the data sources are whose flows have just begun to be followed: later they may be gone.
    @inline(never)
    mutating func placeLiveFlows() {
        for (source, cache) in flows.log.unplaced {
            guard let known = metrics.sources[source], let agent = agents.states[known.agent] else { continue }
            cache.place = (agent.address, known.source)
        }
        flows.log.unplaced.removeAll(keepingCapacity: true)
    }

    /// Makes the records that are due; where there are many, as many as `sweeps` have. To be called between batches.
    mutating func flowRecords(_ configuration: EngineConfiguration, now: Int64, sweeps: Int = 1) -> [FlowRecord] {
        guard flows.hasLog else { return [] }
        var records: [FlowRecord] = [], wall: Int64?
        flows.sweepLog(now: Double(now) / 1e9, sweeps) { flow, reason, cache in
            guard let place = cache.place else { return }
            // What the clock of packets is behind the time of day.
            let offset = wall ?? configuration.wallClock() - now / 1_000_000
            wall = offset
            records.append(FlowRecord(flow, reason, cache.live, place, offset: offset))
        }
        return records
    }
}

extension FlowRecord {
    fileprivate init(
        _ flow: EndedFlow,
        _ reason: FlowEndReason,
        _ live: LiveFlows,
        _ place: (agent: IPAddress, source: DataSource),
        offset: Int64
    ) {
        definition = live.definition
        key = flow.key
        flowKeys = live.program.program.render(flow.key.span)
        value = flow.total
        start = offset + Int64(flow.first * 1000)
        end = offset + Int64(flow.last * 1000)
        agent = place.agent
        dataSource = place.source
        samples = flow.samples
        errorPercent = flow.errorPercent
        self.reason = reason
    }
}
