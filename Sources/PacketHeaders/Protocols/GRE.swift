/// GRE, RFC 2784 §2, RFC 2890.
///
///     | C 1, R 1, K 1, S 1, reserved 9, version 3 | protocol 16 |
///     | checksum 16, reserved 16 (C)                            |
///     | key 32 (K)                                              |
///     | sequence 32 (S)                                         |
///
/// NVGRE (RFC 7637 §3.2) divides the key into a network of 24 bits and a flow of 8. Version 1 is that of PPTP (RFC 2637
/// §4.1): the key is a length and a call, and a bit A says that an acknowledgement follows. Source routing ends the walk.
package enum GREHeader {
    package static let flags = 0, `protocol` = 2, length = 4
    package static let checksum: UInt16 = 0x8000, routing: UInt16 = 0x4000, key: UInt16 = 0x2000
    package static let sequence: UInt16 = 0x1000, acknowledgment: UInt16 = 0x0080
    package static let version: UInt16 = 7
    package static let transparentEthernet = EtherType.transparentEthernet
    /// Where the call of PPTP is.
    package static let call = 6

    /// Where the key starts; `nil` where there is none.
    package static func keyOffset(_ flags: UInt16) -> Int? {
        guard flags & key != 0 else { return nil }
        return length + (flags & (checksum | routing) == 0 ? 0 : 4)
    }

    /// Where the sequence number starts; `nil` where there is none.
    package static func sequenceOffset(_ flags: UInt16) -> Int? {
        guard flags & sequence != 0 else { return nil }
        return length + (flags & (checksum | routing) == 0 ? 0 : 4) + (flags & key == 0 ? 0 : 4)
    }

    /// Bytes of the header without source routes.
    static func length(_ flags: UInt16) -> Int {
        let options = flags & version == 0 ? checksum | key | sequence : checksum | key | sequence | acknowledgment
        return length + 4 * (flags & options).nonzeroBitCount
    }
}

extension LayerStack {
    mutating func gre(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(GREHeader.length) else { return truncated() }
        let flags = cursor.word(GREHeader.flags), type = cursor.word(GREHeader.protocol)
        push(.gre, at: cursor.position, next: type)
        guard flags & GREHeader.routing == 0 else { return .none }
        cursor.offset += GREHeader.length(flags)
        switch flags & GREHeader.version {
        case 0: return Self.behindGRE(flags, type)
        // Without a sequence number it is an acknowledgement alone.
        case 1: return type == EtherType.ppp && flags & GREHeader.sequence != 0 ? .ppp : .none
        default: return .none
        }
    }

    private static func behindGRE(_ flags: UInt16, _ type: UInt16) -> LayerProtocol {
        switch type {
        case EtherType.erspan: flags & GREHeader.sequence == 0 ? .ethernet : .erspan
        case EtherType.erspan3: .erspan3
        default: EtherType.layer(type)
        }
    }
}
