/// The EtherTypes that lead to a known layer. IEEE 802 numbers.
enum EtherType {
    static let transparentEthernet: UInt16 = 0x6558

    @inline(__always)
    static func isTag(_ type: UInt16) -> Bool { type == 0x8100 || type == 0x88a8 || type == 0x9100 }

    @inline(__always)
    static func layer(_ type: UInt16) -> LayerProtocol {
        switch type {
        case 0x0800: .ipv4
        case 0x86dd: .ipv6
        case 0x0806: .arp
        case 0x8847, 0x8848: .mpls
        case 0x8863, 0x8864: .pppoe
        case transparentEthernet: .ethernet
        default: .none
        }
    }
}
