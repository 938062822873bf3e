/// Reads values of the wire format in place. `end` bounds it to a message; nothing is read beyond.
package struct ProtobufReader: ~Escapable {
    package let bytes: RawSpan
    package private(set) var offset = 0
    package private(set) var end: Int

    @_lifetime(copy bytes)
    package init(_ bytes: RawSpan) {
        self.bytes = bytes
        end = bytes.byteCount
    }

    /// The key of the next value; `nil` at the end of the message.
    package mutating func nextKey() throws(ProtobufError) -> FieldKey? {
        guard offset < end else { return nil }
        let start = offset, key = try varint()
        guard key >> 3 > 0, key >> 3 <= UInt64(FieldKey.maximumNumber) else { throw .badField(at: start) }
        let type = UInt8(truncatingIfNeeded: key & 7)
        guard let known = WireType(rawValue: type) else { throw .badWireType(type, at: start) }
        return FieldKey(number: Int(key >> 3), type: known)
    }

    /// A number in groups of seven bits, the lowest first.
    package mutating func varint() throws(ProtobufError) -> UInt64 {
        let start = offset
        var value: UInt64 = 0, shift: UInt64 = 0
        while offset < end {
            let byte = bytes.byte(offset)
            offset += 1
            guard shift < 63 || byte <= 1 else { throw .badNumber(at: start) }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .truncated(at: start)
    }

    package mutating func fixed32() throws(ProtobufError) -> UInt32 {
        let start = try take(4)
        return UInt32(littleEndian: bytes.native32(start))
    }

    package mutating func fixed64() throws(ProtobufError) -> UInt64 {
        let start = try take(8)
        return UInt64(littleEndian: bytes.native64(start))
    }

    /// Claims a length and that many bytes.
    package mutating func delimited() throws(ProtobufError) -> Range<Int> {
        let at = offset, length = try varint()
        guard length <= UInt64(end - offset) else { throw .truncated(at: at) }
        let start = try take(Int(length))
        return start..<offset
    }

    /// Passes over a value of a type.
    package mutating func skip(_ type: WireType) throws(ProtobufError) {
        switch type {
        case .varint: _ = try varint()
        case .fixed64: _ = try take(8)
        case .lengthDelimited: _ = try delimited()
        case .fixed32: _ = try take(4)
        }
    }

    /// The bytes in `range`, which `delimited` has claimed.
    package func copy(_ range: Range<Int>) -> [UInt8] {
        unsafe bytes.extracting(range).withUnsafeBytes { unsafe Array($0) }
    }

    /// The text in `range`; what is no UTF-8 becomes U+FFFD.
    package func text(_ range: Range<Int>) -> String {
        unsafe bytes.extracting(range).withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Reads the message in `range`, which `delimited` has just claimed: until `leave`, its end is the end.
    mutating func enter(_ range: Range<Int>) -> Int {
        defer { (offset, end) = (range.lowerBound, range.upperBound) }
        return end
    }

    mutating func leave(to outerEnd: Int) { (offset, end) = (end, outerEnd) }

    private mutating func take(_ count: Int) throws(ProtobufError) -> Int {
        let start = offset
        guard end - start >= count else { throw .truncated(at: start) }
        offset = start + count
        return start
    }
}
