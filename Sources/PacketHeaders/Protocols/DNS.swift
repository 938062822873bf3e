import XDR

/// DNS, RFC 1035 §4.1.1.
///
///     | identification 16 | QR 1, opcode 4, AA 1, TC 1, RD 1, RA 1, Z 1, AD 1, CD 1, rcode 4 |
///     | questions 16 | answers 16 | authorities 16 | additional records 16                   |
///     | questions: name, type 16, class 16 | …                                               |
///
/// Multicast DNS (RFC 6762) is the same on another port.
package enum DNSHeader {
    package static let identification = 0, flags = 2, questions = 4, answers = 6, authorities = 8, additional = 10
    package static let length = 12

    /// Where the first question's name ends and its type begins; `nil` where there is none, or where it is cut off or is
    /// no name. A name is at most 255 bytes (RFC 1035 §2.3.4).
    /// - Parameters:
    ///   - message: where the header starts.
    ///   - end: where the bytes of the packet end; not beyond those of `bytes`.
    package static func endOfName(_ bytes: RawSpan, at message: Int, end: Int) -> Int? {
        guard end - message > length, bytes.bigEndian16(message + questions) > 0 else { return nil }
        var at = message + length
        while at < end, at - message < length + 255 {
            let size = Int(bytes.bigEndian8(at))
            if size == 0 { return at + 1 }
            // The first question has nothing before it that it could point at.
            guard size < 64 else { return nil }
            at += 1 + size
        }
        return nil
    }
}

extension LayerStack {
    /// Behind TCP each message has its length before it (RFC 1035 §4.2.2). Only the beginning of a segment is looked at,
    /// and what can be no message there is within one.
    @inline(never)
    mutating func dnsOverTCP(_ cursor: inout Cursor) -> LayerProtocol {
        let header = Int(cursor.byte(TCPHeader.flags) >> 4) * 4
        guard header >= TCPHeader.length, cursor.has(header + 1) else { return .none }
        cursor.offset += header
        guard cursor.has(2 + DNSHeader.length) else { return truncated() }
        let length = cursor.word(0), flags = cursor.word(2 + DNSHeader.flags)
        let questions = cursor.word(2 + DNSHeader.questions)
        guard length >= DNSHeader.length, flags & 0x40 == 0, questions <= 4 else { return .none }
        cursor.offset += 2
        return .dns
    }
}
