import Engine
import Exposition
import NetTypes

/// How much of the ledger is at `/metrics`.
enum LedgerDetail: String, CaseIterable {
    /// Of agents, and of the data sources that packets are sampled at.
    case all
    case agents
    case none
}

/// The books of agents and of the data sources that packets are sampled at, each with its labels.
struct LedgerReading {
    var agents: [(status: AgentStatus, labels: MetricLabels)] = []
    var sources: [(ledger: SourceLedger, labels: MetricLabels)] = []

    init(_ engine: Engine, _ detail: LedgerDetail) {
        guard detail != .none else { return }
        agents = engine.agents(.all).map { ($0, MetricLabels($0)) }
        guard detail == .all else { return }
        let hosts = Dictionary(uniqueKeysWithValues: agents.map { ($0.status.agent, $0.status.hostName) })
        // Sub-agents that use the same number cannot be told apart: the first stands for them.
        var known: Set<SourceName> = []
        for source in engine.ledger(.all) where source.flows.received > 0 {
            guard known.insert(SourceName(agent: source.agent, dataSource: source.dataSource)).inserted else {
                continue
            }
            sources.append((source, MetricLabels(source, host: hosts[source.agent] ?? nil)))
        }
    }
}

private struct SourceName: Hashable {
    var agent: IPAddress
    var dataSource: String
}

extension MetricLabels {
    fileprivate init(_ agent: AgentStatus) {
        self.init(["agent": agent.agent.description])
        if let host = agent.hostName { append("host", host) }
    }

    fileprivate init(_ source: SourceLedger, host: String?) {
        self.init(["agent": source.agent.description, "datasource": source.dataSource])
        if let host { append("host", host) }
        if let name = source.name { append("ifname", name) }
    }
}

/// The ledger at `/metrics`. What counters are made of must not shrink: what comes late after all is no longer lost in the
/// ledger, here it stays counted, and among what came late as well.
enum LedgerMetrics {
    typealias Metric = DeclaredMetric<LedgerReading>

    static let all = datagrams + counters + flows

    private static func ofAgents(
        _ name: String,
        _ help: String,
        _ value: @escaping @Sendable (AgentStatus) -> Int
    ) -> Metric {
        Metric(.counter, "starling_agent_\(name)", labels: ["agent", "host"], help) {
            for agent in $0.agents { $1.sample(value(agent.status), agent.labels) }
        }
    }

    private static func ofSources(
        _ name: String,
        _ help: String,
        _ value: @escaping @Sendable (SourceLedger) -> Int
    ) -> Metric {
        Metric(.counter, "starling_source_\(name)", labels: sourceLabels, help) {
            for source in $0.sources { $1.sample(value(source.ledger), source.labels) }
        }
    }

    private static let sourceLabels = ["agent", "datasource", "host", "ifname"]

    private static let datagrams = [
        ofAgents("received_datagrams", "Datagrams of the agent") { $0.datagramsReceived },
        ofAgents("lost_datagrams", "Datagrams that were missing when a later one came") {
            $0.datagramsLost + $0.datagramsOutOfOrder
        },
        ofAgents("out_of_order_datagrams", "Datagrams that came after a later one: they are no longer lost") {
            $0.datagramsOutOfOrder
        },
        ofAgents("duplicate_datagrams", "Datagrams that came twice") { $0.datagramsDuplicates },
    ]

    private static let counters = [
        ofAgents("received_counters_samples", "Samples of counters, of all data sources of the agent") {
            $0.counterSamples
        },
        ofAgents("lost_counters_samples", "Samples of counters that were missing when a later one came") {
            $0.counterLostSamples + $0.counterOutOfOrderSamples
        },
        ofAgents("out_of_order_counters_samples", "Samples of counters that came after a later one") {
            $0.counterOutOfOrderSamples
        },
        ofAgents("duplicate_counters_samples", "Samples of counters that came twice") { $0.counterDuplicateSamples },
    ]

    private static let flows = [
        ofSources("received_samples", "Samples of packets of the data source") { $0.flows.received },
        ofSources("lost_samples", "Samples of packets that were missing when a later one came") {
            $0.flows.lost + $0.flows.outOfOrder
        },
        ofSources("out_of_order_samples", "Samples of packets that came after a later one: they are no longer lost") {
            $0.flows.outOfOrder
        },
        ofSources("duplicate_samples", "Samples of packets that came twice") { $0.flows.duplicates },
        ofSources("dropped_samples", "Samples of packets that the agent lost itself, as it says") { $0.drops },
        Metric(
            .gauge,
            "starling_source_sampling_rate",
            labels: sourceLabels,
            "One packet in so many, as the agent says"
        ) {
            for (ledger, labels) in $0.sources { if let rate = ledger.samplingRate { $1.sample(rate, labels) } }
        },
        Metric(
            .gauge,
            "starling_source_effective_sampling_rate",
            labels: sourceLabels,
            "One packet in so many, by the pool of packets and the numbers of samples"
        ) {
            for (ledger, labels) in $0.sources {
                if let rate = ledger.effectiveSamplingRate { $1.sample(rate, labels) }
            }
        },
    ]
}
