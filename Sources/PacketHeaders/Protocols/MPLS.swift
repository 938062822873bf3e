/// MPLS label stack entry, RFC 3032 §2.1.   | label 20 bits | traffic class 3 | bottom 1 | TTL 8 |
///
/// One layer for each entry. Nothing says what follows the bottom: the first nibble tells IPv4 and IPv6; zero is taken
/// as the control word of an Ethernet pseudowire (RFC 4448).
package enum MPLSEntry {
    package static let label = 0, length = 4
    static let controlWord = 4
}

extension LayerStack {
    @inline(__always)
    mutating func mpls(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(MPLSEntry.length) else { return truncated() }
        push(.mpls, at: cursor.position)
        let isBottom = cursor.byte(2) & 1 == 1
        cursor.offset += MPLSEntry.length
        return isBottom ? behindLabels(&cursor) : .mpls
    }

    private mutating func behindLabels(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(1) else { return truncated() }
        switch cursor.byte(0) >> 4 {
        case 4: return .ipv4
        case 6: return .ipv6
        case 0:
            cursor.offset += MPLSEntry.controlWord
            return .ethernet
        default: return .none
        }
    }
}
