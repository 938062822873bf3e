import MetricStore
import NetTypes
import Topology

/// A part of the topology that a question may be about.
package enum TopologyPart: String, CaseIterable, Sendable {
    /// The agents of its nodes, with all of their data sources.
    case topology = "TOPOLOGY"
    /// Their ports that are not on links.
    case edge = "EDGE"
    /// Their ports that are on links.
    case core = "CORE"
}

/// The agents and data sources of a shard that a question is about.
struct SourceChoice {
    /// Agents with all of their data sources.
    private var whole: Set<Int> = []
    /// Agents of which some ports are chosen.
    private var partial: [Int: IPAddress] = [:]
    private let parts: Set<TopologyPart>
    private let topology: ResolvedTopology

    fileprivate init(
        _ agents: AgentTable,
        _ addresses: Set<IPAddress>,
        _ parts: Set<TopologyPart>,
        _ topology: ResolvedTopology
    ) {
        self.parts = parts
        self.topology = topology
        for (number, state) in agents.states.enumerated() {
            guard let address = state?.address else { continue }
            if addresses.contains(address) || parts.contains(.topology) && topology.has(address) {
                whole.insert(number)
            } else if !parts.isEmpty, topology.has(address) {
                partial[number] = address
            }
        }
    }

    /// The agents of which data sources may be chosen.
    var agents: [Int] { whole.union(partial.keys).sorted() }

    /// Whether any data source of the agent may be chosen.
    func includes(agent: Int) -> Bool { whole.contains(agent) || partial[agent] != nil }

    func includes(_ source: MetricSource) -> Bool {
        if whole.contains(source.agent) { return true }
        guard let address = partial[source.agent], let ifIndex = source.ifIndex else { return false }
        switch topology.part(address, ifIndex) {
        case .edge: return parts.contains(.edge)
        case .core: return parts.contains(.core)
        case nil: return false
        }
    }
}

extension Shard {
    /// What a question is about; `nil`: everything.
    func choice(_ selection: AgentSelection, _ topology: ResolvedTopology) -> SourceChoice? {
        guard case .named(let names, let parts) = selection else { return nil }
        return SourceChoice(agents, addresses(names), parts, topology)
    }

    /// The addresses of agents that are called so. What one of an agent's sub-agents says is its host name names all of them.
    private func addresses(_ names: Set<String>) -> Set<IPAddress> {
        var addresses = Set(names.compactMap { IPAddress($0) })
        guard addresses.count < names.count else { return addresses }
        for (number, state) in agents.states.enumerated() {
            if let state, let host = host(of: number), let name = hostName(of: host), names.contains(name) {
                addresses.insert(state.address)
            }
        }
        return addresses
    }
}
