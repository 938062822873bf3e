/// The protocols that the dissector recognises. At most 64: `LayerStack` keeps one bit for each.
///
/// Raw values are part of packed flow keys (`stack`), in memory only.
public enum LayerProtocol: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    /// No further layer is known.
    case none
    case ethernet, vlan, mpls, pppoe, arp
    case ipv4, ipv6
    case icmp, icmp6, tcp, udp, sctp
    case gre, vxlan, geneve

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
        }
    }

    /// The protocol with this `stack` token.
    public init?(name: some StringProtocol) {
        guard !name.isEmpty, let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    /// The bit of the protocol in `LayerStack.present`.
    @inlinable public var bit: UInt64 { 1 << UInt64(rawValue & 63) }
}
