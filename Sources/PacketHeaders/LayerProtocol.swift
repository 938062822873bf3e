/// The protocols that the dissector recognises. Fewer than 64: `LayerStack` keeps one bit for each.
///
/// Raw values are part of packed flow keys (`stack`), in memory only. Those of most packets come first: what is kept of them
/// lies in one cache line.
public enum LayerProtocol: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    /// No further layer is known.
    case none
    case ethernet, vlan, mpls, pppoe, arp
    case ipv4, ipv6
    case icmp, icmp6, tcp, udp, sctp
    case gre, vxlan, geneve
    case llc, stp, lldp, ppp, trill, nsh
    case vxlanGPE
    /// ERSPAN type II, and type III; type I has no header.
    case erspan, erspan3
    case authentication, esp, wireguard
    case dns, quic
    /// InfiniBand's global route header, and its base transport header.
    case ibGlobalRoute, ibTransport

    /// The token of the protocol in a `stack`: `eth`, `ip6`, `udp`.
    public var name: String {
        switch self {
        case .none: ""
        case .ethernet: "eth"
        case .vlan: "vlan"
        case .mpls: "mpls"
        case .pppoe: "pppoe"
        case .arp: "arp"
        case .ipv4: "ip"
        case .ipv6: "ip6"
        case .icmp: "icmp"
        case .icmp6: "icmp6"
        case .tcp: "tcp"
        case .udp: "udp"
        case .sctp: "sctp"
        case .gre: "gre"
        case .vxlan: "vxlan"
        case .geneve: "geneve"
        case .llc: "llc"
        case .stp: "stp"
        case .lldp: "lldp"
        case .ppp: "ppp"
        case .trill: "trill"
        case .nsh: "nsh"
        case .vxlanGPE: "vxlangpe"
        case .erspan: "erspan"
        case .erspan3: "erspan3"
        case .authentication: "ah"
        case .esp: "esp"
        case .wireguard: "wireguard"
        case .dns: "dns"
        case .quic: "quic"
        case .ibGlobalRoute: "ibgrh"
        case .ibTransport: "ibbt"
        }
    }

    /// The protocol with this `stack` token.
    public init?(name: some StringProtocol) {
        guard !name.isEmpty, let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    /// The bit of the protocol in `LayerStack.present`.
    @inlinable public var bit: UInt64 { 1 << UInt64(rawValue & 63) }

    /// What carries frames or packets of virtual networks, with 24 bits at the same place that say of which.
    package static let overlays = Self.vxlan.bit | Self.vxlanGPE.bit | Self.geneve.bit
    /// Mirrored frames.
    package static let mirrors = Self.erspan.bit | Self.erspan3.bit
}
