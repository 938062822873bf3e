/// TRILL, RFC 6325 §3.   | version 2, reserved 2, multi-destination 1, option length 5, hop count 6 |
///                       | egress nickname 16 | ingress nickname 16 | options … | Ethernet …
package enum TRILLHeader {
    package static let flags = 0, egress = 2, ingress = 4, length = 6
    /// Units of four bytes.
    static func optionLength(_ flags: UInt16) -> Int { Int(flags >> 6 & 31) * 4 }
}

extension LayerStack {
    mutating func trill(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(TRILLHeader.length) else { return truncated() }
        let flags = cursor.word(TRILLHeader.flags)
        guard flags >> 14 == 0 else { return .none }
        push(.trill, at: cursor.position)
        cursor.offset += TRILLHeader.length + TRILLHeader.optionLength(flags)
        return .ethernet
    }
}
