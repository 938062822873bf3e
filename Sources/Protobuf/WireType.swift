/// How a value is written, the low three bits of its key.
/// https://protobuf.dev/programming-guides/encoding/
package enum WireType: UInt8, Sendable {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case fixed32 = 5
}

/// What precedes a value: number << 3 | type.
package struct FieldKey: Hashable, Sendable {
    package var number: Int
    package var type: WireType

    /// 2^29 − 1
    package static let maximumNumber = 0x1fff_ffff
}
