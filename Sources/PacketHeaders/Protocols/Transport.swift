/// TCP, RFC 9293 §3.1.   | source port 16 | destination port 16 | sequence 32 | acknowledgment 32 |
///                       | data offset 4, reserved 3, flags 9 | window 16 | checksum 16 | urgent 16 |
package enum TCPHeader {
    package static let sourcePort = 0, destinationPort = 2, sequence = 4, flags = 12, window = 14, length = 20
}

/// UDP, RFC 768.   | source port 16 | destination port 16 | length 16 | checksum 16 |
package enum UDPHeader {
    package static let sourcePort = 0, destinationPort = 2, payloadLength = 4, length = 8
    static let vxlan: UInt16 = 4789, vxlanLinux: UInt16 = 8472, geneve: UInt16 = 6081
}

/// SCTP, RFC 9260 §3.1.   | source port 16 | destination port 16 | verification tag 32 | checksum 32 |
package enum SCTPHeader {
    package static let sourcePort = 0, destinationPort = 2, verificationTag = 4, length = 12
}

extension LayerStack {
    /// Records a transport header as soon as its ports are there; whoever reads further fields checks for the end.
    @inline(__always)
    mutating func transport(_ protocol: LayerProtocol, length: Int, _ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(4) else { return truncated() }
        push(`protocol`, at: cursor.position)
        return cursor.has(length) ? .none : truncated()
    }

    @inline(__always)
    mutating func udp(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(4) else { return truncated() }
        push(.udp, at: cursor.position)
        guard cursor.has(UDPHeader.length) else { return truncated() }
        let port = cursor.word(UDPHeader.destinationPort)
        cursor.offset += UDPHeader.length
        return switch port {
        case UDPHeader.vxlan, UDPHeader.vxlanLinux: .vxlan
        case UDPHeader.geneve: .geneve
        default: .none
        }
    }
}
