import NetTypes
import XDR

/// Where raw datagrams are sent on to, as a user says it.
package struct Forwarding: Hashable, Sendable {
    package var target: SocketAddress
    /// Only datagrams of these agents; empty: all, also what is no sFlow.
    package var agents: Set<IPAddress>

    package init(target: SocketAddress, agents: Set<IPAddress> = []) {
        self.target = target
        self.agents = agents
    }
}

/// A forwarding at work, told apart by identity.
package final class ForwardingTarget: Sendable {
    package let forwarding: Forwarding
    package let counts = RelayCounts()

    init(_ forwarding: Forwarding) { self.forwarding = forwarding }

    /// Whether a datagram goes there.
    package func wants(_ datagram: RawSpan) -> Bool {
        guard !forwarding.agents.isEmpty else { return true }
        return IPAddress(agentOf: datagram).map(forwarding.agents.contains) ?? false
    }
}

extension IPAddress {
    /// The agent that a datagram names (sFlow version 5, section 5); `nil` where it is none.
    init?(agentOf datagram: RawSpan) {
        guard datagram.byteCount >= 28, datagram.bigEndian32(0) == 5 else { return nil }
        switch datagram.bigEndian32(4) {
        case 1: self = .v4(datagram.bigEndian32(8))
        case 2 where datagram.byteCount >= 40:
            self = .v6(UInt128(datagram.bigEndian64(8)) << 64 | UInt128(datagram.bigEndian64(16)))
        default: return nil
        }
    }
}
