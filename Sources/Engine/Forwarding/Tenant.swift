import NetTypes

/// Whose samples are sent on to whom, as a user says it: those that at least one of the filters chooses.
package struct TenantDefinition: Hashable, Sendable {
    package var collector: SocketAddress
    /// All samples of these interfaces.
    package var interfaces: [InterfaceFilter] = []
    /// Packets with one of these addresses as source or destination, in any of their headers.
    package var blocks: [AddressPrefix] = []
    package var stations: [MACAddress] = []

    package init(collector: SocketAddress) { self.collector = collector }

    /// Filters altogether.
    package var filterCount: Int { interfaces.count + blocks.count + stations.count }
}

/// An interface of an agent.
package struct InterfaceFilter: Hashable, Sendable {
    package enum Interface: Hashable, Sendable {
        case index(UInt32)
        /// Its name, as the agent says.
        case name(String)
    }

    package var agent: IPAddress
    package var interface: Interface

    package init(agent: IPAddress, _ interface: Interface) {
        self.agent = agent
        self.interface = interface
    }
}

/// A tenant at work, told apart by identity.
package final class Tenant: Sendable {
    package let definition: TenantDefinition
    package let counts = RelayCounts()
    /// What agents have called the interfaces that it names.
    let knownNames: [KnownName]

    struct KnownName: Hashable, Sendable {
        var agent: IPAddress
        var index: UInt32
        var name: String
    }

    init(_ definition: TenantDefinition, knownNames: [KnownName] = []) {
        self.definition = definition
        self.knownNames = knownNames
    }
}
