import XDR

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

/// The fragment header, RFC 8200 §4.5.   | next 8 | reserved 8 | offset 13, reserved 2, more 1 | identification 32 |
package enum IPv6Fragment {
    package static let control = 2, identification = 4, length = 8
    /// `Layer.detail` of an IPv6 layer is where its fragment header is, in units of four bytes from the IPv6 header.
    package static let unit = 4
}

/// The extension headers that are stepped over: number, then length in units of eight bytes without the first (always
/// eight bytes in the fragment header).
package enum IPv6Extension {
    static let hopByHop: UInt8 = 0, routing: UInt8 = 43, fragment: UInt8 = 44
    static let destination: UInt8 = 60, mobility: UInt8 = 135, hip: UInt8 = 139, shim: UInt8 = 140
    /// More than this many are an attack or an error: the walk ends.
    package static let limit = 8

    @inline(__always)
    static func contains(_ number: UInt8) -> Bool {
        switch number {
        case hopByHop, routing, fragment, destination, mobility, hip, shim: true
        default: false
        }
    }

    static func length(_ number: UInt8, _ field: UInt8) -> Int {
        number == fragment ? IPv6Fragment.length : (Int(field) + 1) * 8
    }

    /// Hands over the numbers of the extension headers of a packet, in their order, as far as they are there.
    /// - Parameters:
    ///   - packet: where the IPv6 header starts.
    ///   - end: where the bytes of the packet end; not beyond those of `bytes`.
    package static func forEach(_ bytes: RawSpan, at packet: Int, end: Int, _ body: (UInt8) -> Void) {
        guard end - packet >= IPv6Header.length else { return }
        var number = bytes.bigEndian8(packet + IPv6Header.nextHeader), at = packet + IPv6Header.length
        for _ in 0..<limit {
            guard contains(number), end - at >= 8 else { return }
            body(number)
            if number == fragment, bytes.bigEndian16(at + IPv6Fragment.control) & 0xfff8 != 0 { return }
            let length = length(number, bytes.bigEndian8(at + 1))
            number = bytes.bigEndian8(at)
            at += length
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
    @inline(never)
    private mutating func extensions(_ outermost: UInt8, _ cursor: inout Cursor) -> LayerProtocol {
        let packet = count - 1, start = cursor.offset - IPv6Header.length
        var number = outermost, left = IPv6Extension.limit
        while IPv6Extension.contains(number) {
            guard left > 0 else { return .none }
            guard cursor.has(8) else { return truncated() }
            let isFragment = number == IPv6Extension.fragment
            if isFragment, places[layer: packet].detail == 0 {
                places[layer: packet].detail = UInt16((cursor.offset - start) / IPv6Fragment.unit)
            }
            let length = IPv6Extension.length(number, cursor.byte(1))
            number = cursor.byte(0)
            places[layer: packet].next = UInt16(number)
            guard !isFragment || cursor.word(IPv6Fragment.control) & 0xfff8 == 0 else { return .none }
            cursor.offset += length
            left -= 1
        }
        return IPProtocol.layer(number)
    }
}
