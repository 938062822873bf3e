/// IPv4, RFC 791 §3.1.
///
///     | version 4, IHL 4 | TOS 8 | total length 16              |
///     | identification 16         | flags 3, fragment offset 13 |
///     | TTL 8 | protocol 8        | checksum 16                 |
///     | source 32 | destination 32 | options …                  |
package enum IPv4Header {
    package static let tos = 1, totalLength = 2, identification = 4, fragment = 6, ttl = 8, `protocol` = 9
    package static let source = 12, destination = 16, length = 20
    static let fragmentOffsetMask: UInt16 = 0x1fff
}

extension LayerStack {
    @inline(__always)
    mutating func ipv4(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(IPv4Header.length) else { return truncated() }
        let first = cursor.byte(0)
        let length = Int(first & 15) * 4
        guard first >> 4 == 4, length >= IPv4Header.length else { return .none }
        let number = cursor.byte(IPv4Header.protocol)
        push(.ipv4, at: cursor.position, next: UInt16(number))
        let isLaterFragment = cursor.word(IPv4Header.fragment) & IPv4Header.fragmentOffsetMask != 0
        cursor.cut(toLength: Int(cursor.word(IPv4Header.totalLength)), atLeast: length)
        cursor.offset += length
        return isLaterFragment ? .none : IPProtocol.layer(number)
    }
}

extension Cursor {
    /// Ends the packet where its IP length says: what follows is padding. A length shorter than the header, such as the
    /// zero of a packet that the sender's hardware was to segment, is not believed.
    @inline(__always)
    mutating func cut(toLength total: Int, atLeast header: Int) {
        if total >= header { end = min(end, offset + total) }
    }
}
