/// GENEVE, RFC 8926 §3.4.
///
///     | version 2, option length 6 | O 1, C 1, reserved 6 | protocol 16 |
///     | VNI 24                                  | reserved 8            |
///     | options …                                                       |
package enum GENEVEHeader {
    package static let options = 0, flags = 1, `protocol` = 2, vni = 4, length = 8
}

extension LayerStack {
    mutating func geneve(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(GENEVEHeader.length) else { return truncated() }
        let options = cursor.byte(GENEVEHeader.options), type = cursor.word(GENEVEHeader.protocol)
        guard options >> 6 == 0 else { return .none }
        push(.geneve, at: cursor.position, next: type)
        cursor.offset += GENEVEHeader.length + Int(options & 63) * 4
        return EtherType.layer(type)
    }
}
