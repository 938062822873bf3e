import JSON
import NetTypes

/// The wiring of a network, as a user describes it: nodes with their ports, and links between the ports of two nodes.
///
/// Nothing is looked up here: `ResolvedTopology` says which agents and interfaces are meant.
package struct Topology: Hashable, Sendable {
    /// Text, numbers and booleans that users put to things, kept for them.
    package typealias Tags = [String: JSONValue]

    /// A port of a node.
    package struct Port: Hashable, Sendable {
        /// `nil`: the interface of the agent that has the port's name.
        package var ifIndex: UInt32?
        /// The port's number in OpenFlow, and the switch that it is on there.
        package var openFlowPort: String?
        package var datapath: String?
        package var tags: Tags = [:]

        package init(ifIndex: UInt32? = nil) { self.ifIndex = ifIndex }
    }

    /// A switch, a router, a host.
    package struct Node: Hashable, Sendable {
        /// The address of its agent, or the host name that it reports; `nil`: the host name is the node's name.
        package var agent: String?
        package var datapath: String?
        /// By name. Ports that only links name need not be here.
        package var ports: [String: Port] = [:]
        package var tags: Tags = [:]

        package init(agent: String? = nil, ports: [String: Port] = [:]) {
            self.agent = agent
            self.ports = ports
        }
    }

    /// One end of a link.
    package struct End: Hashable, Sendable {
        package var node: String
        package var port: String

        package init(_ node: String, _ port: String) {
            self.node = node
            self.port = port
        }
    }

    /// A link between two ports. Its nodes need not be among the nodes of the topology.
    package struct Link: Hashable, Sendable {
        package var first: End
        package var second: End
        package var tags: Tags = [:]

        package init(_ first: End, _ second: End) {
            self.first = first
            self.second = second
        }

        package var ends: [End] { [first, second] }
    }

    /// By name.
    package var nodes: [String: Node] = [:]
    package var links: [String: Link] = [:]

    package init() {}

    package var isEmpty: Bool { nodes.isEmpty && links.isEmpty }

    /// The names of the nodes, also of those that only links name; in order.
    package var nodeNames: [String] {
        Set(nodes.keys).union(links.values.flatMap { $0.ends.map(\.node) }).sorted()
    }

    /// The names of the links in order.
    package var linkNames: [String] { links.keys.sorted() }

    /// The names of a node's links in order.
    package func links(of node: String) -> [String] {
        links.filter { $1.ends.contains { $0.node == node } }.keys.sorted()
    }
}
