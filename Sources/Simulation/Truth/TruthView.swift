import NetTypes

/// A flow definition whose flows are known exactly.
enum TruthView: Int, CaseIterable {
    case pairs, tcp, udp, pairs6, inner, inner6

    var name: String { "sim-\(self)" }

    /// As in a flow definition.
    var keys: String {
        switch self {
        case .pairs: "ipsource,ipdestination"
        case .tcp: "ipsource,ipdestination,tcpsourceport,tcpdestinationport"
        case .udp: "ipsource,ipdestination,udpsourceport,udpdestinationport"
        case .pairs6: "ip6source,ip6destination"
        case .inner: "ipsource.1,ipdestination.1"
        // The outer packet is IPv4, so that the inner one is the first of its version.
        case .inner6: "ip6source,ip6destination"
        }
    }

    var filter: String {
        switch self {
        case .pairs6: "ipsource=null"
        case .inner6: "ipsource!=null"
        default: ""
        }
    }
}

/// A flow of a view, at the port by which it comes to the first switch.
struct TruthKey: Hashable {
    var source: UInt128
    var destination: UInt128
    var ports: UInt32 = 0
    /// Among all ports.
    var entry: Int32

    /// As the analyzer writes it.
    func text(_ view: TruthView) -> String {
        func address(_ value: UInt128) -> String {
            switch view {
            case .pairs, .tcp, .udp, .inner: ipv4Text(UInt32(truncatingIfNeeded: value))
            case .pairs6, .inner6: ipv6Text(value, uppercase: true)
            }
        }
        let ends = "\(address(source)),\(address(destination))"
        return view == .tcp || view == .udp ? "\(ends),\(ports >> 16),\(ports & 0xffff)" : ends
    }

    static func precedes(_ a: TruthKey, _ b: TruthKey) -> Bool {
        (a.source, a.destination, a.ports, a.entry) < (b.source, b.destination, b.ports, b.entry)
    }
}

/// So much was sent.
struct TruthAmount {
    var frames: UInt64 = 0
    var bytes: UInt64 = 0

    mutating func add(_ frames: UInt64, _ bytes: UInt64) {
        self.frames += frames
        self.bytes += bytes
    }
}

/// What a frame's stream belongs to in each view that has it.
struct TruthKeys {
    let entry: Hop
    private let cluster: SimulatedCluster
    private let stream: Stream
    private let conversation: Conversation

    init(_ cluster: SimulatedCluster, _ stream: Stream, _ conversation: Conversation, entry: Hop) {
        self.cluster = cluster
        self.stream = stream
        self.conversation = conversation
        self.entry = entry
    }

    private var from: Endpoint { stream.isForward ? conversation.client : conversation.server }
    private var to: Endpoint { stream.isForward ? conversation.server : conversation.client }
    private var isTunnel: Bool { conversation.encapsulation != .none }
    private var transport: TrafficKind.Transport { TrafficKind.forms[Int(conversation.kind.rawValue)].transport }

    func key(_ view: TruthView) -> TruthKey? {
        switch view {
        case .pairs: return isTunnel || !conversation.isIPv6 ? outer() : nil
        case .tcp: return !isTunnel && !conversation.isIPv6 && transport == .tcp ? outer(ports) : nil
        case .udp where isTunnel: return outer(UInt32(tunnelPort) << 16 | tunnelServer)
        case .udp:
            guard !conversation.isIPv6, transport == .udp, !conversation.changesPort else { return nil }
            if conversation.kind == .rdma { return outer(UInt32(tunnelPort) << 16 | UInt32(conversation.serverPort)) }
            return outer(ports)
        case .pairs6: return !isTunnel && conversation.isIPv6 ? inner6() : nil
        case .inner: return isTunnel && !conversation.isIPv6 ? inner() : nil
        case .inner6: return isTunnel && conversation.isIPv6 ? inner6() : nil
        }
    }

    private var ports: UInt32 {
        let (client, server) = (UInt32(conversation.clientPort), UInt32(conversation.serverPort))
        return stream.isForward ? client << 16 | server : server << 16 | client
    }

    private var tunnelPort: UInt16 { cluster.composer.tunnelPort(conversation, isForward: stream.isForward) }
    private var tunnelServer: UInt32 {
        UInt32(conversation.encapsulation == .vxlan ? FrameComposer.vxlanPort : FrameComposer.genevePort)
    }

    private func outer(_ ports: UInt32 = 0) -> TruthKey {
        guard isTunnel else { return inner(ports) }
        let nodes = [from, to].map { UInt128(cluster.fabric.nodeAddress(Int($0.node), port: Fabric.uplink)) }
        return TruthKey(source: nodes[0], destination: nodes[1], ports: ports, entry: entry.input)
    }

    private func inner(_ ports: UInt32 = 0) -> TruthKey {
        TruthKey(
            source: UInt128(cluster.composer.ipv4(from, conversation)),
            destination: UInt128(cluster.composer.ipv4(to, conversation)),
            ports: ports,
            entry: entry.input
        )
    }

    private func inner6() -> TruthKey {
        TruthKey(
            source: cluster.composer.ipv6(from, conversation),
            destination: cluster.composer.ipv6(to, conversation),
            entry: entry.input
        )
    }
}
