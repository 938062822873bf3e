/// VXLAN, RFC 7348 §5.   | flags 8 | reserved 24 | VNI 24 | reserved 8 | Ethernet …
///
/// VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe) has the number of what follows in the last of the reserved bytes behind the flags.
package enum VXLANHeader {
    package static let flags = 0, nextProtocol = 3, vni = 4, length = 8
    static let hasVNI: UInt8 = 0x08, hasNextProtocol: UInt8 = 0x04
}

extension LayerStack {
    mutating func vxlan(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(VXLANHeader.length) else { return truncated() }
        guard cursor.byte(VXLANHeader.flags) & VXLANHeader.hasVNI != 0 else { return .none }
        push(.vxlan, at: cursor.position)
        cursor.offset += VXLANHeader.length
        return .ethernet
    }

    mutating func vxlanGPE(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(VXLANHeader.length) else { return truncated() }
        let flags = cursor.byte(VXLANHeader.flags), next = cursor.byte(VXLANHeader.nextProtocol)
        guard flags & VXLANHeader.hasVNI != 0 else { return .none }
        push(.vxlanGPE, at: cursor.position, next: UInt16(next))
        cursor.offset += VXLANHeader.length
        return flags & VXLANHeader.hasNextProtocol == 0 ? .ethernet : NSHHeader.layer(next)
    }
}
