import CaptureFiles
import XDR

/// What a sampled header is in a capture: its link type.
enum HeaderLink {
    /// The link type for a header protocol of sFlow (sFlow version 5, section 5, `header_protocol`); `nil`: no capture has
    /// a name for it.
    static func type(of headerProtocol: UInt32) -> LinkType? {
        switch headerProtocol {
        case Number.ethernet: .ethernet
        case 3: .ieee802_5
        case 4: .fddi
        case 5: .frameRelay
        case 7: .ppp
        case Number.ipv4, Number.ipv6: .raw
        // Behind a made Ethernet header.
        case Number.mpls: .ethernet
        case 14: .pppInHDLC
        case 15: .ieee802_11
        case 18: .infiniBand
        default: nil
        }
    }

    enum Number {
        static let ethernet: UInt32 = 1, ipv4: UInt32 = 11, ipv6: UInt32 = 12, mpls: UInt32 = 13
    }

    /// The EtherType of what has no link header, for a made one.
    static func etherType(of headerProtocol: UInt32) -> UInt16? {
        switch headerProtocol {
        case Number.ipv4: 0x0800
        case Number.ipv6: 0x86dd
        case Number.mpls: 0x8847
        default: nil
        }
    }

    /// Bytes before the IP header of an Ethernet frame; `nil` where there is none.
    static func ipOffset(_ frame: RawSpan) -> Int? {
        var offset = 12
        while frame.byteCount >= offset + 2 {
            switch frame.bigEndian16(offset) {
            case 0x8100, 0x88a8, 0x9100: offset += 4
            case 0x0800, 0x86dd: return offset + 2
            default: return nil
            }
        }
        return nil
    }
}

extension LinkType {
    /// PPP in HDLC-like framing.
    fileprivate static let pppInHDLC = LinkType(rawValue: 50)
}
