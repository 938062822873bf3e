/// PPPoE, RFC 2516 §4.   | version 4 bits, type 4 | code 1 | session 2 | length 2 | PPP protocol 2, or 1 |
///
/// A code other than 0 is discovery: no PPP frame follows.
package enum PPPoEHeader {
    package static let code = 1, session = 2, payloadLength = 4, length = 6
}

extension LayerStack {
    mutating func pppoe(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(PPPoEHeader.length) else { return truncated() }
        push(.pppoe, at: cursor.position)
        guard cursor.byte(PPPoEHeader.code) == 0 else { return .none }
        cursor.offset += PPPoEHeader.length
        guard let number = PPPHeader.number(&cursor) else { return truncated() }
        places[layer: count - 1].next = number
        return PPPHeader.layer(number)
    }
}
