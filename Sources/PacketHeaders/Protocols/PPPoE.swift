/// PPPoE, RFC 2516 §4.   | version 4 bits, type 4 | code 1 | session 2 | length 2 | PPP protocol 2 |
///
/// A code other than 0 is discovery: no PPP frame follows.
package enum PPPoEHeader {
    package static let code = 1, session = 2, length = 6
    static let pppProtocol = 6, behindPPP = 8
}

extension LayerStack {
    mutating func pppoe(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(PPPoEHeader.length) else { return truncated() }
        push(.pppoe, at: cursor.position)
        guard cursor.byte(PPPoEHeader.code) == 0 else { return .none }
        guard cursor.has(PPPoEHeader.behindPPP) else { return truncated() }
        let kind = cursor.word(PPPoEHeader.pppProtocol)
        cursor.offset += PPPoEHeader.behindPPP
        return switch kind {
        case 0x0021: .ipv4
        case 0x0057: .ipv6
        case 0x0281, 0x0283: .mpls
        default: .none
        }
    }
}
