import NetTypes

/// The machines and how they are wired: racks of nodes below a leaf switch each, spines that join the leaves, and a border leaf to the
/// world. Everything follows from the number of nodes.
///
/// Agents are numbered: the nodes, the leaves, the border leaf, the spines. So are the ports of all agents together.
struct Fabric: Sendable {
    enum AgentKind: Equatable { case node, leaf, border, spine }

    static let perRack = 30
    /// A node's ports, of which not every node has each.
    static let nodePorts = 3, uplink = 0, rdma = 1, overlay = 2
    /// The border's ports to the world.
    static let worldPorts = 2

    let nodes: Int, racks: Int, spines: Int
    let leafPorts: Int

    init(nodes: Int) {
        self.nodes = nodes
        racks = (nodes + Self.perRack - 1) / Self.perRack
        spines = nodes <= 90 ? 2 : nodes <= 1000 ? 4 : 8
        leafPorts = 2 * Self.perRack + spines
    }

    // MARK: Agents

    var border: Int { nodes + racks }
    var agentCount: Int { nodes + racks + 1 + spines }

    func kind(_ agent: Int) -> AgentKind {
        agent < nodes ? .node : agent < border ? .leaf : agent == border ? .border : .spine
    }

    /// The leaf of a rack; of the rack after the last, the border.
    @inline(__always) func leaf(_ rack: Int) -> Int { nodes + rack }
    @inline(__always) func spine(_ number: Int) -> Int { border + 1 + number }
    /// The rack of a node; the world is behind the rack after the last.
    @inline(__always) func rack(ofNode node: Int) -> Int { node < 0 ? racks : node / Self.perRack }

    func name(_ agent: Int) -> String {
        switch kind(agent) {
        case .node: "\(role(agent).prefix)-\(padded(agent + 1, 4))"
        case .leaf: "leaf-\(padded(agent - nodes + 1, 2))"
        case .border: "border-01"
        case .spine: "spine-\(padded(agent - border, 2))"
        }
    }

    @inline(__always)
    func address(_ agent: Int) -> UInt32 {
        if agent < nodes { return nodeAddress(agent, port: Self.uplink) }
        if agent < border { return 0x0a0f_0001 + UInt32(agent - nodes) }
        return agent == border ? 0x0a0f_ff01 : 0x0a0f_fe00 + UInt32(agent - border)
    }

    // MARK: Nodes

    @inline(__always)
    func nodeAddress(_ node: Int, port: Int) -> UInt32 {
        let place = UInt32(node / Self.perRack) << 6 | UInt32(node % Self.perRack + 1)
        return (port == Self.rdma ? 0x0a20_0000 : 0x0a00_0000) + place
    }

    /// In a prefix of unique local addresses (RFC 4193).
    @inline(__always)
    func nodeAddress6(_ node: Int) -> UInt128 { 0xfd5a_b1e5_0000_0001 << 64 | UInt128(node + 1) }

    enum NodeRole: Sendable {
        case compute, gpu, storage, docker

        var prefix: String {
            switch self {
            case .compute: "node"
            case .gpu: "gpu"
            case .storage: "stor"
            case .docker: "dock"
            }
        }
    }

    @inline(__always)
    func role(_ node: Int) -> NodeRole {
        if nodes >= 6, node % 6 == 5 { return .gpu }
        if nodes >= 3, node % 20 == 2 { return .storage }
        if nodes >= 6, node % 6 == 4 { return .docker }
        return .compute
    }

    /// Those of a role, in their order.
    func nodes(of role: NodeRole) -> [Int] { (0..<nodes).filter { self.role($0) == role } }

    func processors(_ node: Int) -> UInt32 { role(node) == .gpu ? 96 : 32 }

    func hardwareAddress(_ agent: Int, port: Int = uplink) -> UInt64 {
        guard agent < nodes else { return 0x444c_a800_0000 + UInt64(agent - nodes + 1) }
        return switch port {
        case Self.rdma: 0xb859_9f00_0000 + UInt64(agent + 1)
        case Self.overlay: 0x0a58_0000_0000 | UInt64(address(agent))
        default: 0xac1f_6b00_0000 + UInt64(agent + 1)
        }
    }
}

/// With zeros before it, to `digits` digits.
func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
