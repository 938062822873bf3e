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
        addHosts(to: &change)
        addInterfaces(to: &change)
        return change
    }

    private func addHosts(to change: inout NameChange) {
        for (number, state) in agents.states.enumerated() {
            guard let address = state?.address, change.agents[address] != nil,
                let host = metrics.known(agent: number, .host).flatMap({ metrics.sources[$0] })
            else { continue }
            if let name = hostName(of: host) { change.agents[address]!.host = name }
        }
    }

    private func addInterfaces(to change: inout NameChange) {
        for metric in MetricCatalogue.standard.byName["ifname"] ?? [] {
            metrics.forEachSource(with: metric) { number in
                guard let source = metrics.sources[number], let ifIndex = source.ifIndex,
                    let address = agents.states[source.agent]?.address, change.agents[address] != nil,
                    case .text(let name)? = source.value(metric)
                else { return }
                change.agents[address]!.interfaces[ifIndex] = name
            }
        }
    }
}

extension MetricSource {
    /// Of an interface its ifIndex.
    var ifIndex: UInt32? { name == nil && source.sourceClass == 0 ? source.index : nil }
}
