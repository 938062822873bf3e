import FlowLanguage
import MetricStore
import NetTypes
import SFlow

extension Engine {
    /// What has come in altogether; sockets add what the kernel dropped.
    package func status() -> IngestStatus {
        var total = IngestStatus(), faults = Array(repeating: 0, count: DatagramFault.allCases.count)
        var agents: Set<IPAddress> = []
        forEachShard { shard in
            shard.status.add(to: &total)
            for index in faults.indices { faults[index] += shard.status.faults[index] }
            for state in shard.agents.states { if let state { agents.insert(state.address) } }
            total.dataSources += shard.metrics.sourceCount
            total.metrics += shard.metrics.metricCount
            total.flowEntries += shard.flows.entryCount
            total.dataSourceMemory += shard.metrics.usedBytes
            total.flowMemory += shard.flows.usedBytes
            total.dataSourcesRefused += shard.metrics.refused
            total.flowEntriesRefused += shard.flows.refused
            total.flowsLost += shard.flows.log.refused
            total.flowsEndedEarly += shard.flows.log.endedEarly
            total.eventsLost += shard.thresholds.lost
            total.metricsRefused += shard.metrics.refusedMetrics
            total.workloadsRunning += shard.workloads.runningCount
            total.workloadsEnded += shard.workloads.ended.count
            total.workloadsEvicted += shard.workloads.ended.evicted
        }
        let texts = flowEnvironment.texts.status
        (total.texts, total.textBytes, total.textsRefused) = (texts.count, texts.bytes, texts.refused)
        total.agents = agents.count
        total.flowsGenerated = flowLog.generated
        total.eventsGenerated = eventLog.latest
        total.flowsLost += flowLog.unexported
        total.datagramsReceived -= faults.reduce(0, +)
        total.parseErrors = zip(DatagramFault.allCases, faults).map { ($0.rawValue, $1) }
        total.unsupportedVersions = zip(DatagramFault.allCases, faults).filter(\.0.isVersion).reduce(0) { $0 + $1.1 }
        return total
    }

    /// What each agent has sent; its sub-agents are added up.
    package func agents(_ selection: AgentSelection) -> [AgentStatus] {
        var byAddress: [IPAddress: AgentStatus] = [:]
        let now = now, topology = resolvedTopology
        forEachShard { shard in
            let chosen = shard.choice(selection, topology)
            for (number, state) in shard.agents.states.enumerated() {
                guard let state, chosen?.includes(agent: number) ?? true else { continue }
                var status = shard.agentStatus(number, state, now: now)
                if let other = byAddress[state.address] { status = other.adding(status) }
                shard.addSources(of: number, to: &status)
                byAddress[state.address] = status
            }
        }
        return byAddress.values.sorted { $0.agent < $1.agent }
    }
}

extension ShardStatus {
    fileprivate func add(to total: inout IngestStatus) {
        total.datagramsReceived += datagrams
        total.bytesReceived += bytes
        total.datagramsDiscarded += discarded
        total.flowSamples += flowSamples
        total.counterSamples += counterSamples
        total.discardSamples += discardSamples
        total.metricSamples += metricSamples
        total.unknownFormats += unknownFormats
    }
}

extension Shard {
    fileprivate func agentStatus(_ number: Int, _ state: AgentState, now: Int64) -> AgentStatus {
        var status = AgentStatus(agent: state.address)
        status.sources = state.senders
        status.datagramsReceived = state.datagrams
        status.datagramsLost = state.counts.lost
        status.datagramsDuplicates = state.counts.duplicates
        status.datagramsOutOfOrder = state.counts.outOfOrder
        status.discardSamples = state.discardSamples
        status.firstSeen = max(Int((now - state.firstSeen) / 1_000_000), 0)
        status.lastSeen = max(Int((now - state.lastSeen) / 1_000_000), 0)
        status.uptime = Int(state.uptime)
        if let host = host(of: number) {
            status.hostName = hostName(of: host)
            status.pollingInterval = host.blocks.map { Int($0.interval) }.filter { $0 > 0 }.min()
        }
        return status
    }

    fileprivate func addSources(of agent: Int, to status: inout AgentStatus) {
        metrics.forEachSource(ofAgent: agent) { status.add(sources[$0]) }
    }

    func hostName(of host: MetricSource) -> String? {
        guard case .text(let name) = MetricCatalogue.hostName.flatMap({ host.value($0) }) else { return nil }
        return name
    }
}

extension MetricCatalogue {
    static let hostName = standard.byName["host_name"]?.first
    static let interfaceNames = standard.byName["ifname"] ?? []
}

extension AgentStatus {
    fileprivate mutating func add(_ source: SourceState) {
        flowSamples += source.flowSamples
        flowLostSamples += source.flowCounts.lost
        flowDuplicateSamples += source.flowCounts.duplicates
        flowOutOfOrderSamples += source.flowCounts.outOfOrder
        flowDrops += Int(source.drops)
        if source.flowSamples > 0 { flowDataSources += 1 }
        counterSamples += source.counterSamples
        counterLostSamples += source.counterCounts.lost
        counterDuplicateSamples += source.counterCounts.duplicates
        counterOutOfOrderSamples += source.counterCounts.outOfOrder
        if source.counterSamples > 0 { counterDataSources += 1 }
    }

    /// Two sub-agents of one agent.
    fileprivate func adding(_ other: AgentStatus) -> AgentStatus {
        var sum = self
        sum.sources += other.sources.filter { !sources.contains($0) }
        sum.hostName = hostName ?? other.hostName
        sum.datagramsReceived += other.datagramsReceived
        sum.datagramsLost += other.datagramsLost
        sum.datagramsDuplicates += other.datagramsDuplicates
        sum.datagramsOutOfOrder += other.datagramsOutOfOrder
        sum.discardSamples += other.discardSamples
        sum.firstSeen = max(firstSeen, other.firstSeen)
        sum.lastSeen = min(lastSeen, other.lastSeen)
        sum.uptime = max(uptime, other.uptime)
        sum.pollingInterval = pollingInterval ?? other.pollingInterval
        return sum
    }
}
