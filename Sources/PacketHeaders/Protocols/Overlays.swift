/// VXLAN, RFC 7348 §5.   | flags 8 | reserved 24 | VNI 24 | reserved 8 | Ethernet …
package enum VXLANHeader {
    package static let flags = 0, vni = 4, length = 8
    static let hasVNI: UInt8 = 0x08
}

/// GENEVE, RFC 8926 §3.4.   | version 2, option length 6 | flags 8 | protocol 16 | VNI 24 | reserved 8 | options … |
package enum GENEVEHeader {
    package static let options = 0, `protocol` = 2, vni = 4, length = 8
}

extension LayerStack {
    mutating func vxlan(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(VXLANHeader.length) else { return truncated() }
        guard cursor.byte(VXLANHeader.flags) & VXLANHeader.hasVNI != 0 else { return .none }
        push(.vxlan, at: cursor.position)
        cursor.offset += VXLANHeader.length
        return .ethernet
    }

    mutating func geneve(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(GENEVEHeader.length) else { return truncated() }
        let options = cursor.byte(GENEVEHeader.options), type = cursor.word(GENEVEHeader.protocol)
        guard options >> 6 == 0 else { return .none }
        push(.geneve, at: cursor.position, next: type)
        cursor.offset += GENEVEHeader.length + Int(options & 63) * 4
        return EtherType.layer(type)
    }
}
