/// Network service header, RFC 8300 §2.
///
///     | version 2, O 1, U 1, TTL 6, length 6 | unassigned 4, MD type 4 | next protocol 8 |
///     | service path 24                      | service index 8                          |
package enum NSHHeader {
    package static let flags = 0, nextProtocol = 3, path = 4, index = 7, length = 8

    /// RFC 8300 §11.2.5; VXLAN-GPE counts in the same way.
    static func layer(_ next: UInt8) -> LayerProtocol {
        switch next {
        case 1: .ipv4
        case 2: .ipv6
        case 3: .ethernet
        case 4: .nsh
        case 5: .mpls
        default: .none
        }
    }
}

extension LayerStack {
    mutating func nsh(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(NSHHeader.length) else { return truncated() }
        let flags = cursor.word(NSHHeader.flags), next = cursor.byte(NSHHeader.nextProtocol)
        let length = Int(flags & 63) * 4
        guard flags >> 14 == 0, length >= NSHHeader.length else { return .none }
        push(.nsh, at: cursor.position, next: UInt16(next))
        cursor.offset += length
        return NSHHeader.layer(next)
    }
}
