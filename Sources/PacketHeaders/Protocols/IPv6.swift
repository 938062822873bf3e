/// IPv6, RFC 8200 §3.
///
///     | version 4, traffic class 8, flow label 20            |
///     | payload length 16 | next header 8 | hop limit 8      |
///     | source 128                                           |
///     | destination 128                                      |
package enum IPv6Header {
    package static let flow = 0, payloadLength = 4, nextHeader = 6, hopLimit = 7
    package static let source = 8, destination = 24, length = 40
}

/// The extension headers that are stepped over: number, then length in units of eight bytes without the first
/// (four without the first two in the authentication header, RFC 4302; always eight in the fragment header).
private enum IPv6Extension {
    static let hopByHop: UInt8 = 0, routing: UInt8 = 43, fragment: UInt8 = 44, authentication: UInt8 = 51
    static let destination: UInt8 = 60, mobility: UInt8 = 135, hip: UInt8 = 139, shim: UInt8 = 140
    /// More than this many are an attack or an error: the walk ends.
    static let limit = 8

    @inline(__always)
    static func contains(_ number: UInt8) -> Bool {
        switch number {
        case hopByHop, routing, fragment, authentication, destination, mobility, hip, shim: true
        default: false
        }
    }
}

extension LayerStack {
    @inline(__always)
    mutating func ipv6(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(IPv6Header.length) else { return truncated() }
        guard cursor.byte(0) >> 4 == 6 else { return .none }
        let number = cursor.byte(IPv6Header.nextHeader), payload = Int(cursor.word(IPv6Header.payloadLength))
        push(.ipv6, at: cursor.position, next: UInt16(number))
        // A payload length of zero is a jumbogram or a packet that the sender's hardware was to segment.
        if payload > 0 { cursor.cut(toLength: IPv6Header.length + payload, atLeast: IPv6Header.length) }
        cursor.offset += IPv6Header.length
        return IPv6Extension.contains(number) ? extensions(number, &cursor) : IPProtocol.layer(number)
    }

    /// Steps over the extension headers and records what is behind them as `next` of the IPv6 layer.
    private mutating func extensions(_ outermost: UInt8, _ cursor: inout Cursor) -> LayerProtocol {
        let packet = count - 1
        var number = outermost, left = IPv6Extension.limit
        while IPv6Extension.contains(number) {
            guard left > 0 else { return .none }
            guard cursor.has(8) else { return truncated() }
            let isLaterFragment = number == IPv6Extension.fragment && cursor.word(2) & 0xfff8 != 0
            let length = Self.extensionLength(number, cursor.byte(1))
            number = cursor.byte(0)
            places[.next, packet] = UInt16(number)
            guard !isLaterFragment else { return .none }
            cursor.offset += length
            left -= 1
        }
        return IPProtocol.layer(number)
    }

    private static func extensionLength(_ number: UInt8, _ field: UInt8) -> Int {
        switch number {
        case IPv6Extension.fragment: 8
        case IPv6Extension.authentication: (Int(field) + 2) * 4
        default: (Int(field) + 1) * 8
        }
    }
}
