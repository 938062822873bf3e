/// ERSPAN, draft-foschiano-erspan-03 §4. Both types begin with
///
///     | version 4, VLAN 12 | class of service 3, 2 bits, truncated 1, session 10 |
///
/// Type II (version 1) goes on with    | reserved 12, index 20 |
/// and type III (version 2) with       | timestamp 32 | security group 16 | P 1, frame type 5, hardware 6, direction 1, granularity 2, O 1 |
///
/// where O says that eight bytes more follow. Type I is GRE alone, without a sequence number.
package enum ERSPANHeader {
    package static let vlan = 0, session = 2, index = 4, length = 8
    package static let timestamp = 4, securityGroup = 8, flags = 10, length3 = 12
    static let platform: UInt16 = 1, platformLength = 8
}

extension LayerStack {
    mutating func erspan(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(ERSPANHeader.length) else { return truncated() }
        guard cursor.byte(0) >> 4 == 1 else { return .none }
        push(.erspan, at: cursor.position)
        cursor.offset += ERSPANHeader.length
        return .ethernet
    }

    mutating func erspan3(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(ERSPANHeader.length3) else { return truncated() }
        guard cursor.byte(0) >> 4 == 2 else { return .none }
        let flags = cursor.word(ERSPANHeader.flags)
        push(.erspan3, at: cursor.position)
        cursor.offset += ERSPANHeader.length3
        if flags & ERSPANHeader.platform != 0 { cursor.offset += ERSPANHeader.platformLength }
        switch flags >> 10 & 31 {
        case 0: return .ethernet
        case 2: return Self.ip(cursor)
        default: return .none
        }
    }

    /// A packet without a frame: its first bits say which.
    private static func ip(_ cursor: borrowing Cursor) -> LayerProtocol {
        guard cursor.has(1) else { return .none }
        return switch cursor.byte(0) >> 4 {
        case 4: .ipv4
        case 6: .ipv6
        default: .none
        }
    }
}
