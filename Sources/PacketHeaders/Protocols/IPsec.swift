/// Encapsulating security payload, RFC 4303 §2.   | security parameters index 32 | sequence 32 | encrypted …
package enum ESPHeader {
    package static let spi = 0, sequence = 4, length = 8
}

/// Authentication header, RFC 4302 §2.   | next header 8 | length 8 | reserved 16 | SPI 32 | sequence 32 | check value … |
///
/// A layer of its own behind IPv4 and IPv6, and no extension header of the latter, so that its keys are the same for both.
package enum AuthenticationHeader {
    package static let next = 0, size = 1, spi = 4, sequence = 8, length = 12
}

extension LayerStack {
    mutating func authentication(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(AuthenticationHeader.length) else { return truncated() }
        let next = cursor.byte(AuthenticationHeader.next)
        // Units of four bytes without the first two.
        let length = (Int(cursor.byte(AuthenticationHeader.size)) + 2) * 4
        guard length >= AuthenticationHeader.length else { return .none }
        push(.authentication, at: cursor.position, next: UInt16(next))
        cursor.offset += length
        return IPProtocol.layer(next)
    }

    /// Behind UDP port 4500 (RFC 3948 §2): ESP, or IKE behind four zeros, or one byte that keeps a mapping alive.
    mutating func espOverUDP(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(4) else { return cursor.byte(0) == 0xff ? .none : truncated() }
        return cursor.doubleWord(0) == 0 ? .none : .esp
    }
}
