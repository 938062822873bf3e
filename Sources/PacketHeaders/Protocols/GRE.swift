/// GRE, RFC 2784 §2, RFC 2890.   | C 1, R 1, K 1, S 1, reserved 9, version 3 | protocol 16 | checksum 32? | key 32? | sequence 32? |
///
/// Version 1 (PPTP) and source routing end the walk.
package enum GREHeader {
    package static let flags = 0, `protocol` = 2, length = 4
    /// Checksum, key and sequence number: each adds four bytes.
    static let options: UInt16 = 0xb000, routing: UInt16 = 0x4000
    static let version: UInt16 = 7
}

extension LayerStack {
    mutating func gre(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(GREHeader.length) else { return truncated() }
        let flags = cursor.word(GREHeader.flags), type = cursor.word(GREHeader.protocol)
        push(.gre, at: cursor.position, next: type)
        guard flags & (GREHeader.version | GREHeader.routing) == 0 else { return .none }
        cursor.offset += GREHeader.length
        cursor.offset += 4 * (flags & GREHeader.options).nonzeroBitCount
        return EtherType.layer(type)
    }
}
