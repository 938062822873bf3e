import JSON
import NetTypes

/// A topology as the agents see it: which agent a node has, and which link and node each of their interfaces is on.
///
/// A snapshot; it is made anew when the topology changes or agents call themselves or their interfaces otherwise.
package struct ResolvedTopology: Hashable, Sendable {
    /// What a link is at one of its ends.
    package struct LinkEnd: Hashable, Sendable {
        package let link: String
        package let here: Topology.End
        package let there: Topology.End
    }

    /// What the agents reported does not fit to yet.
    package struct Unresolved: Hashable, Sendable {
        package var link: String
        package var end: Topology.End
        /// Why, in a few words.
        package var reason: String
    }

    var agents: [String: IPAddress] = [:]
    /// The host names that agents of nodes are known by.
    var hosts: Set<String> = []
    var nodes: [IPAddress: [String]] = [:]
    /// By agent and ifIndex.
    var links: [IPAddress: [UInt32: LinkEnd]] = [:]
    var ports: [IPAddress: [UInt32: Topology.End]] = [:]
    /// The ends of links whose interfaces are not known.
    package internal(set) var unresolved: [Unresolved] = []

    /// That of no topology.
    package init() {}

    /// The agent of a node; `nil` while none is known.
    package func agent(of node: String) -> IPAddress? { agents[node] }

    /// The nodes that an agent is of, in order. One agent may serve several: the switches of an emulated network.
    package func nodes(of agent: IPAddress) -> [String] { nodes[agent] ?? [] }

    /// Whether an agent is that of a node.
    package func has(_ agent: IPAddress) -> Bool { nodes[agent] != nil }

    /// Whether the agent of a node is known by this host name, or would be.
    package func looksFor(_ host: String) -> Bool { hosts.contains(host) }

    /// The link at an interface.
    package func link(_ agent: IPAddress, _ ifIndex: UInt32) -> LinkEnd? { links[agent]?[ifIndex] }

    /// The node that an interface is of.
    package func node(_ agent: IPAddress, _ ifIndex: UInt32) -> String? {
        port(agent, ifIndex)?.node ?? onlyNode(of: agent)
    }

    /// The node and port that an interface is.
    package func port(_ agent: IPAddress, _ ifIndex: UInt32) -> Topology.End? {
        link(agent, ifIndex)?.here ?? ports[agent]?[ifIndex]
    }

    private func onlyNode(of agent: IPAddress) -> String? {
        guard let nodes = nodes[agent], nodes.count == 1 else { return nil }
        return nodes[0]
    }

    /// Which part of the network an interface belongs to; `nil` where its agent is that of no node.
    package func part(_ agent: IPAddress, _ ifIndex: UInt32) -> Part? {
        if link(agent, ifIndex) != nil { return .core }
        return has(agent) ? .edge : nil
    }

    /// A part of the network.
    package enum Part: Hashable, Sendable {
        /// The ports that are on links.
        case core
        /// The other ports of the nodes' agents: traffic of the network comes in and goes out there.
        case edge
    }
}

extension ResolvedTopology.Unresolved: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("link", link)
            $0.member("node", end.node)
            $0.member("port", end.port)
            $0.member("reason", reason)
        }
    }
}
