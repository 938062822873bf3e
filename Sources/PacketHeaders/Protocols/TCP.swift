/// TCP, RFC 9293 §3.1.   | source port 16 | destination port 16 | sequence 32 | acknowledgment 32 |
///                       | data offset 4, reserved 3, flags 9 | window 16 | checksum 16 | urgent 16 |
package enum TCPHeader {
    package static let sourcePort = 0, destinationPort = 2, sequence = 4, acknowledgment = 8
    package static let flags = 12, window = 14, urgent = 18, length = 20
}

extension LayerStack {
    /// Records the header as soon as its ports are there; whoever reads further fields checks for the end.
    @inline(__always)
    mutating func tcp(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(4) else { return truncated() }
        push(.tcp, at: cursor.position)
        guard cursor.has(TCPHeader.length) else { return truncated() }
        let isDNS = cursor.word(TCPHeader.sourcePort) == 53 || cursor.word(TCPHeader.destinationPort) == 53
        return isDNS ? dnsOverTCP(&cursor) : .none
    }
}
