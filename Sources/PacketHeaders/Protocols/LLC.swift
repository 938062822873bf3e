/// LLC, IEEE 802.2 §3.2.   | destination SAP 8 | source SAP 8 | control 8 … |
/// SNAP follows both SAPs being AA:   | OUI 24 | protocol 16 |
package enum LLCHeader {
    package static let destinationSAP = 0, sourceSAP = 1, control = 2, length = 3
    static let oui = 3, `protocol` = 6, behindSNAP = 8
    /// Both SAPs, of SNAP and of the spanning tree; SNAP has the control field of an unnumbered frame.
    static let snap: UInt16 = 0xaaaa, spanningTree: UInt16 = 0x4242, unnumbered: UInt8 = 3
}

extension LayerStack {
    /// The protocol number of SNAP is an EtherType where the OUI is 0, or 0000F8 (802.1H).
    mutating func llc(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(LLCHeader.length) else { return truncated() }
        push(.llc, at: cursor.position)
        let both = cursor.word(LLCHeader.destinationSAP), control = cursor.byte(LLCHeader.control)
        if both == LLCHeader.spanningTree {
            cursor.offset += LLCHeader.length
            return .stp
        }
        guard both == LLCHeader.snap, control == LLCHeader.unnumbered else { return .none }
        guard cursor.has(LLCHeader.behindSNAP) else { return truncated() }
        let oui = cursor.doubleWord(LLCHeader.oui) >> 8, type = cursor.word(LLCHeader.protocol)
        guard oui == 0 || oui == 0x0000f8 else { return .none }
        places[layer: count - 1].next = type
        cursor.offset += LLCHeader.behindSNAP
        return EtherType.layer(type)
    }
}
