/// Writes keys and values of the wire format.
package struct ProtobufWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func varint(_ number: Int, _ value: UInt64) {
        key(number, .varint)
        raw(value)
    }

    package mutating func fixed32(_ number: Int, _ value: UInt32) {
        key(number, .fixed32)
        for shift in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * shift))) }
    }

    package mutating func fixed64(_ number: Int, _ value: UInt64) {
        key(number, .fixed64)
        for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * shift))) }
    }

    /// Text as UTF-8, bytes, or a message.
    package mutating func delimited(_ number: Int, _ value: [UInt8]) {
        key(number, .lengthDelimited)
        raw(UInt64(value.count))
        bytes += value
    }

    private mutating func key(_ number: Int, _ type: WireType) {
        precondition(number > 0 && number <= FieldKey.maximumNumber, "no field has the number \(number)")
        raw(UInt64(number) << 3 | UInt64(type.rawValue))
    }

    private mutating func raw(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
