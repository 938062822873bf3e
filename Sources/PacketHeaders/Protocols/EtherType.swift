/// The EtherTypes that lead to a known layer. IEEE 802 numbers.
enum EtherType {
    static let ipv4: UInt16 = 0x0800, ipv6: UInt16 = 0x86dd
    static let transparentEthernet: UInt16 = 0x6558, ppp: UInt16 = 0x880b
    /// Behind GRE only: ERSPAN without a header or of type II, and of type III.
    static let erspan: UInt16 = 0x88be, erspan3: UInt16 = 0x22eb
    /// In the place of a type, this and less is the length of an LLC frame.
    static let longestLength: UInt16 = 1500

    @inline(__always)
    static func isTag(_ type: UInt16) -> Bool { type == 0x8100 || type == 0x88a8 || type == 0x9100 }

    @inline(__always)
    static func layer(_ type: UInt16) -> LayerProtocol {
        if type == ipv4 { return .ipv4 }
        return type == ipv6 ? .ipv6 : rarerLayer(type)
    }

    @inline(never)
    private static func rarerLayer(_ type: UInt16) -> LayerProtocol {
        switch type {
        case 0x0806: .arp
        case 0x8847, 0x8848: .mpls
        case 0x8863, 0x8864: .pppoe
        case transparentEthernet: .ethernet
        case 0x22f3: .trill
        case 0x8915: .ibGlobalRoute
        case 0x894f: .nsh
        case 0x88cc: .lldp
        default: .none
        }
    }
}
