/// An Ethernet address: the low 48 bits.
public struct MACAddress: Hashable, Sendable, Comparable {
    public var bits: UInt64

    @inlinable public init(_ bits: UInt64) { self.bits = bits & 0xffff_ffff_ffff }

    /// From text in any usual form: `00:11:22:33:44:55`, `00-11-22-33-44-55`, `001122334455`.
    public init?(_ text: String) {
        var bits: UInt64 = 0, digits = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") { continue }
            guard let digit = hexDigitValue(byte) else { return nil }
            bits = bits << 4 | UInt64(digit)
            digits += 1
        }
        guard digits == 12 else { return nil }
        self.bits = bits
    }

    /// Bit 40: a group address.
    public var isGroup: Bool { bits & 0x0100_0000_0000 != 0 }

    public static func < (a: MACAddress, b: MACAddress) -> Bool { a.bits < b.bits }
}

extension MACAddress: CustomStringConvertible {
    /// Twelve upper-case hex digits, as flow keys have it: `D8D385B2DD2B`.
    public var description: String { hexText(bits, digits: 12, uppercase: true) }
}

/// `value` as exactly `digits` hex digits.
public func hexText(_ value: UInt64, digits: Int, uppercase: Bool = false) -> String {
    unsafe String(unsafeUninitializedCapacity: digits) { buffer in
        for index in 0..<digits {
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(4 * (digits - 1 - index)) & 15)
            unsafe buffer[index] = digit < 10 ? 48 + digit : (uppercase ? 55 : 87) + digit
        }
        return digits
    }
}

/// 0–15 for an ASCII hex digit.
public func hexDigitValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
}
