/// SCTP, RFC 9260 §3.1.   | source port 16 | destination port 16 | verification tag 32 | checksum 32 |
package enum SCTPHeader {
    package static let sourcePort = 0, destinationPort = 2, verificationTag = 4, length = 12
}

extension LayerStack {
    /// Records the header as soon as its ports are there.
    mutating func sctp(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(4) else { return truncated() }
        push(.sctp, at: cursor.position)
        return cursor.has(SCTPHeader.length) ? .none : truncated()
    }
}
