/// ICMP, RFC 792, and ICMPv6, RFC 4443 §2.1.   | type 8 | code 8 | checksum 16 | what the type says 32 | … |
///
/// Error messages carry the beginning of the packet that they are about: its headers become inner layers.
package enum ICMPHeader {
    package static let type = 0, code = 1, length = 4
    /// Of an echo; where the type says that there are such.
    package static let identifier = 4, sequence = 6
    package static let gateway = 4, mtu = 6
    /// The packet of an error message, and the target of neighbour discovery (RFC 4861 §4.3).
    package static let body = 8

    package static let echoReply: UInt8 = 0, unreachable: UInt8 = 3, redirect: UInt8 = 5, echo: UInt8 = 8

    /// Destination unreachable, source quench, redirect, time exceeded, parameter problem.
    static func isError(_ type: UInt8) -> Bool { type == 3 || type == 4 || type == 5 || type == 11 || type == 12 }

    /// Echo, timestamp, information and address mask, and their replies.
    package static func hasIdentifier(_ type: UInt8) -> Bool { type == 0 || type == 8 || (13...18).contains(type) }
}

package enum ICMP6Header {
    package static let unreachable: UInt8 = 1, packetTooBig: UInt8 = 2
    package static let mtu = 4

    /// Types below 128 are errors (RFC 4443 §2.1); those that are defined.
    static func isError(_ type: UInt8) -> Bool { (1...4).contains(type) }

    package static func hasIdentifier(_ type: UInt8) -> Bool { type == 128 || type == 129 }

    /// Neighbour solicitation, advertisement and redirect.
    package static func hasTarget(_ type: UInt8) -> Bool { (135...137).contains(type) }
}

extension LayerStack {
    mutating func icmp(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(ICMPHeader.length) else { return truncated() }
        push(.icmp, at: cursor.position)
        guard ICMPHeader.isError(cursor.byte(ICMPHeader.type)) else { return .none }
        cursor.offset += ICMPHeader.body
        return .ipv4
    }

    mutating func icmp6(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(ICMPHeader.length) else { return truncated() }
        push(.icmp6, at: cursor.position)
        guard ICMP6Header.isError(cursor.byte(ICMPHeader.type)) else { return .none }
        cursor.offset += ICMPHeader.body
        return .ipv6
    }
}
