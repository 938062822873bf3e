/// ICMP, RFC 792, and ICMPv6, RFC 4443 §2.1.   | type 8 | code 8 | checksum 16 | … |
package enum ICMPHeader {
    package static let type = 0, code = 1, length = 4
}

extension LayerStack {
    mutating func icmp(_ protocol: LayerProtocol, _ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(ICMPHeader.length) else { return truncated() }
        push(`protocol`, at: cursor.position)
        return .none
    }
}
