/// PPP, RFC 1661 §2, in the framing of RFC 1662 §3.   | address FF, control 03 (may be left out) | protocol 16 (or 8, when odd) |
package enum PPPHeader {
    private static let addressAndControl: UInt16 = 0xff03

    /// The layer that a PPP protocol number means. IANA PPP numbers.
    static func layer(_ number: UInt16) -> LayerProtocol {
        switch number {
        case 0x0021: .ipv4
        case 0x0057: .ipv6
        case 0x0281, 0x0283: .mpls
        default: .none
        }
    }

    /// Bytes before the protocol number.
    static func framing(_ first: UInt16) -> Int { first == addressAndControl ? 2 : 0 }

    /// Takes a protocol number. It is odd in its last byte and even in the first: an odd first byte is all of it.
    static func number(_ cursor: inout Cursor) -> UInt16? {
        guard cursor.has(2) else { return nil }
        let isShort = cursor.byte(0) & 1 == 1
        defer { cursor.offset += isShort ? 1 : 2 }
        return isShort ? UInt16(cursor.byte(0)) : cursor.word(0)
    }
}

extension LayerStack {
    mutating func ppp(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(2) else { return truncated() }
        let start = cursor.position
        cursor.offset += PPPHeader.framing(cursor.word(0))
        guard let number = PPPHeader.number(&cursor) else { return truncated() }
        push(.ppp, at: start, next: number)
        return PPPHeader.layer(number)
    }
}
