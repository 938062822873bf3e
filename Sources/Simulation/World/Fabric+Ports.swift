extension Fabric {
    private var borderBase: Int { Self.nodePorts * nodes + leafPorts * racks }
    private var spineBase: Int { borderBase + Self.worldPorts + spines }
    private var spinePorts: Int { racks + 1 }

    /// The ports of all agents.
    var portCount: Int { spineBase + spines * spinePorts }

    /// The ports of an agent.
    func ports(_ agent: Int) -> Range<Int> {
        switch kind(agent) {
        case .node: return Self.nodePorts * agent..<Self.nodePorts * (agent + 1)
        case .leaf:
            let start = Self.nodePorts * nodes + leafPorts * (agent - nodes)
            return start..<start + leafPorts
        case .border: return borderBase..<spineBase
        case .spine:
            let start = spineBase + spinePorts * (agent - border - 1)
            return start..<start + spinePorts
        }
    }

    @inline(__always) func nodePort(_ node: Int, _ port: Int) -> Int { Self.nodePorts * node + port }

    /// The leaf's port that a node's port is wired to.
    @inline(__always)
    func leafPort(toNode node: Int, _ port: Int) -> Int {
        Self.nodePorts * nodes + leafPorts * (node / Self.perRack) + 2 * (node % Self.perRack) + port
    }

    /// The leaf's port to a spine; of the rack after the last, the border's.
    @inline(__always)
    func leafPort(ofRack rack: Int, toSpine spine: Int) -> Int {
        rack == racks
            ? borderBase + Self.worldPorts + spine
            : Self.nodePorts * nodes + leafPorts * rack + 2 * Self.perRack + spine
    }

    @inline(__always)
    func spinePort(_ spine: Int, toRack rack: Int) -> Int { spineBase + spinePorts * spine + rack }

    @inline(__always) func worldPort(_ number: Int) -> Int { borderBase + number }

    /// ifIndex: a node's first is the loopback.
    @inline(__always)
    func ifIndex(_ agent: Int, _ port: Int) -> UInt32 {
        UInt32(port - ports(agent).lowerBound) + (agent < nodes ? 2 : 1)
    }

    /// Whether there is anything at this place.
    func exists(_ agent: Int, _ port: Int) -> Bool {
        let place = port - ports(agent).lowerBound
        switch kind(agent) {
        case .node:
            let role = role(agent)
            return place == Self.uplink || place == Self.rdma && role == .gpu
                || place == Self.overlay && role != .docker
        case .leaf where place < 2 * Self.perRack:
            let node = (agent - nodes) * Self.perRack + place / 2
            return node < nodes && (place % 2 == Self.uplink || role(node) == .gpu)
        default: return true
        }
    }

    func portName(_ agent: Int, _ port: Int) -> String {
        let place = port - ports(agent).lowerBound
        guard agent < nodes else { return "Ethernet\(place + 1)" }
        return ["eth0", "eth1", "vxlan.calico"][place]
    }

    /// Bits per second; 0: none is known.
    func speed(_ agent: Int, _ port: Int) -> UInt64 {
        let place = port - ports(agent).lowerBound, slow: UInt64 = 25_000_000_000, fast: UInt64 = 100_000_000_000
        return switch kind(agent) {
        case .node: place == Self.overlay ? 0 : place == Self.rdma ? fast : slow
        case .leaf: place < 2 * Self.perRack && place % 2 == Self.uplink ? slow : fast
        case .border, .spine: fast
        }
    }
}
