import MetricStore
import NetTypes

extension Engine {
    /// Chooses samples for a tenant from now; in place of a tenant of the same name.
    package func setTenant(_ name: String, _ definition: TenantDefinition) throws(Relay.Refusal) {
        try relay.set(name, definition, knownNames(definition))
    }

    /// The interfaces that the agents have under the names that a tenant's filters have: later names are seen in samples.
    private func knownNames(_ definition: TenantDefinition) -> [Tenant.KnownName] {
        let named = definition.interfaces.filter { if case .name = $0.interface { true } else { false } }
        guard !named.isEmpty else { return [] }
        let agents = AgentSelection.named(Set(named.map(\.agent.description)))
        return dump(agents, ["ifname"], [:]).compactMap { metric in
            guard case .text(let name) = metric.value, let index = UInt32(metric.dataSource) else { return nil }
            guard named.contains(InterfaceFilter(agent: metric.agent, .name(name))) else { return nil }
            return Tenant.KnownName(agent: metric.agent, index: index, name: name)
        }
    }
}
