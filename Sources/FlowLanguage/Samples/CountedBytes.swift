/// Up to fifteen bytes in one value of sixteen: the count in the highest, the first byte behind it, zeros behind the last.
struct CountedBytes: Equatable {
    static let limit = 15

    private(set) var packed: UInt128

    init() { packed = 0 }

    init(packed: UInt128) { self.packed = packed }

    var count: Int { min(Int(truncatingIfNeeded: packed >> 120), Self.limit) }

    /// Adds a byte; what does not fit is left out.
    mutating func append(_ byte: UInt8) {
        let count = count
        guard count < Self.limit else { return }
        packed += 1 << 120
        packed |= UInt128(byte) << UInt128(8 * (Self.limit - 1 - count))
    }

    func forEach(_ body: (UInt8) -> Void) {
        for place in 0..<count { body(UInt8(truncatingIfNeeded: packed >> UInt128(8 * (Self.limit - 1 - place)))) }
    }
}

// MARK: Of text

extension CountedBytes {
    /// Two hex digits a byte; `nil` where it is anything else, or too long.
    init?(hex text: String) {
        self.init()
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0, digits.count <= 2 * Self.limit else { return nil }
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard digits[place...place + 1].allSatisfy({ $0 != 0x2b && $0 != 0x2d }),
                let byte = UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16)
            else { return nil }
            append(byte)
        }
    }

    /// Numbers below 256 with dots between them; `nil` where it is anything else, or too long.
    init?(numbers text: String) {
        self.init()
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count <= Self.limit else { return nil }
        for number in numbers {
            guard number.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let byte = UInt8(number) else { return nil }
            append(byte)
        }
    }
}
