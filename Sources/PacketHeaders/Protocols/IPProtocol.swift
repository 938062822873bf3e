/// The IP protocol numbers that lead to a known layer. IANA protocol numbers.
enum IPProtocol {
    @inline(__always)
    static func layer(_ number: UInt8) -> LayerProtocol {
        switch number {
        case 1: .icmp
        case 4: .ipv4
        case 6: .tcp
        case 17: .udp
        case 41: .ipv6
        case 47: .gre
        case 50: .esp
        case 51: .authentication
        case 58: .icmp6
        case 132: .sctp
        case 137: .mpls
        default: .none
        }
    }
}
