/// The digits of small numbers, ready to be stored: dividing once for each digit costs more than the rest of a line.
@safe @usableFromInline
struct DigitTables: @unchecked Sendable {
    /// Made once, and kept for as long as the process lives.
    static let shared = DigitTables()

    private enum Place { static let octets = 0, hex = 512, upperHex = 768, decimal = 1024, end = 1152 }

    /// In units of two bytes.
    @usableFromInline let table: UnsafeMutablePointer<UInt16>

    private init() {
        unsafe table = UnsafeMutablePointer.allocate(capacity: Place.end)
        for value in 0..<256 {
            let octet = Self.packed(Array("\(value).".utf8))
            unsafe table[Place.octets + 2 * value] = UInt16(truncatingIfNeeded: octet)
            unsafe table[Place.octets + 2 * value + 1] = UInt16(truncatingIfNeeded: octet >> 16)
            unsafe table[Place.hex + value] = Self.pair(value / 16, value % 16, letters: 87)
            unsafe table[Place.upperHex + value] = Self.pair(value / 16, value % 16, letters: 55)
            if value < 100 { unsafe table[Place.decimal + value] = Self.pair(value / 10, value % 10, letters: 0) }
        }
    }

    private static func packed(_ text: [UInt8]) -> UInt32 {
        text.enumerated().reduce(0) { $0 | UInt32($1.element) << UInt32(8 * $1.offset) }
    }

    private static func pair(_ first: Int, _ second: Int, letters: Int) -> UInt16 {
        func digit(_ value: Int) -> UInt16 { UInt16(value + (value < 10 ? 48 : letters)) }
        return digit(first) | digit(second) << 8
    }

    /// The text of an octet with a dot behind, its first character in the lowest byte.
    @inlinable @inline(__always)
    func octet(_ value: UInt32) -> UInt32 {
        let place = Int(truncatingIfNeeded: value & 255) &* 2
        return unsafe UInt32(table[place]) | UInt32(table[place &+ 1]) << 16
    }

    @inlinable @inline(__always)
    func hex(_ byte: UInt32) -> UInt16 { unsafe table[512 &+ Int(truncatingIfNeeded: byte & 255)] }

    @inlinable @inline(__always)
    func upperHex(_ byte: UInt32) -> UInt16 { unsafe table[768 &+ Int(truncatingIfNeeded: byte & 255)] }

    /// Two digits of a number below 100.
    @inlinable @inline(__always)
    func decimal(_ value: UInt32) -> UInt16 { unsafe table[1024 &+ Int(truncatingIfNeeded: value & 127)] }
}
