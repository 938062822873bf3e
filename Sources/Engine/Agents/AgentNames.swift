import MetricStore
import NetTypes
import SFlow

/// What an agent calls itself and its interfaces.
struct AgentNames: Hashable, Sendable {
    /// The host name, of an agent that reports one.
    var host: String?
    /// By ifIndex.
    var interfaces: [UInt32: String] = [:]
}

/// How names have changed in a shard.
struct NameChange: Sendable {
    /// What agents are called now, of those of which that has changed.
    var agents: [IPAddress: AgentNames]
    /// All agents, where some have gone; else `nil`.
    var live: Set<IPAddress>?
}

extension Shard {
    /// What has changed since it was last asked; `nil`: nothing.
    mutating func takeNameChange() -> NameChange? {
        let renamed = metrics.takeRenamed()
        guard !renamed.isEmpty else { return nil }
        var change = NameChange(agents: [:])
        for number in renamed { if let agent = agents.states[number] { change.agents[agent.address] = AgentNames() } }
        if renamed.contains(where: { agents.states[$0] == nil }) {
            change.live = Set(agents.states.compactMap { $0?.address })
        }
        // Sub-agents share an address.
        for (number, state) in agents.states.enumerated() {
            if let address = state?.address, change.agents[address] != nil {
                addNames(of: number, address, to: &change)
            }
        }
        return change
    }

    private func addNames(of agent: Int, _ address: IPAddress, to change: inout NameChange) {
        var names = change.agents[address]!
        if let name = host(of: agent).flatMap({ hostName(of: $0) }) { names.host = name }
        metrics.forEachSource(ofAgent: agent) { number in
            guard let source = metrics.sources[number], let ifIndex = source.ifIndex else { return }
            if let name = source.interfaceName { names.interfaces[ifIndex] = name }
        }
        change.agents[address] = names
    }
}

extension MetricSource {
    /// Of an interface its ifIndex.
    var ifIndex: UInt32? { name == nil && source.sourceClass == 0 ? source.index : nil }

    /// What an interface is called.
    var interfaceName: String? {
        for metric in MetricCatalogue.interfaceNames { if case .text(let name)? = value(metric) { return name } }
        return nil
    }
}
