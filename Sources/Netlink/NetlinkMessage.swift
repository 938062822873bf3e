import SystemFiles

/// A message of a netlink datagram, without its header.
package struct NetlinkMessage: Equatable {
    package var type: UInt16
    package var flags: UInt16
    package var sequence: UInt32
    /// Where its body lies in the datagram.
    package var body: Range<Int>

    /// struct nlmsghdr: length, type, flags, sequence, port.
    package static let headerSize = 16

    /// The message at `offset`, which moves to the next one; nil at the end.
    package static func next(in bytes: RawSpan, at offset: inout Int) throws(NetlinkError) -> NetlinkMessage? {
        guard offset < bytes.byteCount else { return nil }
        guard bytes.byteCount - offset >= headerSize else { throw .malformed }
        let length = Int(bytes.native32(offset))
        guard length >= headerSize, length <= bytes.byteCount - offset else { throw .malformed }
        defer { offset += (length + 3) & ~3 }
        return NetlinkMessage(
            type: bytes.native16(offset + 4),
            flags: bytes.native16(offset + 6),
            sequence: bytes.native32(offset + 8),
            body: offset + headerSize..<offset + length
        )
    }
}

/// An attribute of a message: struct rtattr, then its value.
package struct NetlinkAttribute: Equatable {
    package var type: UInt16
    package var value: Range<Int>

    /// The attribute at the start of `rest`, which moves behind it; nil at the end, and where an attribute would reach
    /// beyond it.
    package static func next(in bytes: RawSpan, _ rest: inout Range<Int>) -> NetlinkAttribute? {
        guard rest.count >= 4 else { return nil }
        let start = rest.lowerBound, length = Int(bytes.native16(start))
        guard length >= 4, length <= rest.count else { return nil }
        rest = min(start + (length + 3) & ~3, rest.upperBound)..<rest.upperBound
        // The two upper bits say that the value is nested or in network order.
        return NetlinkAttribute(type: bytes.native16(start + 2) & 0x3fff, value: start + 4..<start + length)
    }

    package func u8(_ bytes: RawSpan) -> UInt8? { value.isEmpty ? nil : bytes.byte(value.lowerBound) }
    package func u32(_ bytes: RawSpan) -> UInt32? { value.count < 4 ? nil : bytes.native32(value.lowerBound) }

    /// Text that ends at a zero, or at the end of the value.
    package func text(_ bytes: RawSpan) -> String {
        var result: [UInt8] = []
        for index in value {
            guard bytes.byte(index) != 0 else { break }
            result.append(bytes.byte(index))
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension Range<Int> {
    /// What is behind the first `count` bytes of a body; nil where it is shorter.
    package func dropping(_ count: Int) -> Range<Int>? {
        self.count >= count ? lowerBound + count..<upperBound : nil
    }
}
