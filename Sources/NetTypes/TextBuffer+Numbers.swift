extension TextBuffer {
    @inlinable @inline(__always)
    public mutating func append(decimal value: UInt32) {
        reserve(10)
        if value < 10 { return put(48 &+ UInt8(truncatingIfNeeded: value)) }
        putDecimal(value)
    }

    public mutating func append(decimal value: UInt64) {
        if value <= UInt64(UInt32.max) { return append(decimal: UInt32(truncatingIfNeeded: value)) }
        let (high, low) = value.quotientAndRemainder(dividingBy: 1_000_000_000)
        append(decimal: high)
        append(UInt32(truncatingIfNeeded: low), digits: 9)
    }

    public mutating func append(decimal value: Int64) {
        if value < 0 { append(byte: UInt8(ascii: "-")) }
        append(decimal: value.magnitude)
    }

    /// Appends the number with zeros before it, to `digits` digits, which it must not exceed.
    public mutating func append(_ value: UInt32, digits: Int) {
        reserve(digits)
        var rest = value, place = count + digits
        while place > count {
            place -= 1
            unsafe base[place] = 48 &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        filled += digits
    }

    /// There is room for ten digits.
    @usableFromInline
    mutating func putDecimal(_ value: UInt32) {
        let length = Self.decimalDigits(value)
        var rest = value, place = count &+ length
        while rest >= 100 {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 100)
            place &-= 2
            store(digits.decimal(remainder), at: place)
            rest = quotient
        }
        if rest >= 10 {
            store(digits.decimal(rest), at: place &- 2)
        } else {
            unsafe base[place &- 1] = 48 &+ UInt8(truncatingIfNeeded: rest)
        }
        filled &+= length
    }

    @inline(__always)
    private static func decimalDigits(_ value: UInt32) -> Int {
        if value < 10_000 { return value < 100 ? (value < 10 ? 1 : 2) : (value < 1000 ? 3 : 4) }
        if value < 1_000_000 { return value < 100_000 ? 5 : 6 }
        if value < 100_000_000 { return value < 10_000_000 ? 7 : 8 }
        return value < 1_000_000_000 ? 9 : 10
    }

    /// Lower-case hex with at least `digits` digits, and no more zeros before it.
    @inlinable @inline(__always)
    public mutating func append(hex value: UInt32, digits: Int = 1) {
        reserve(8)
        if value < 256, digits == 2 { return putHex(value) }
        if value < 0x1_0000, digits == 4 {
            putHex(value >> 8)
            return putHex(value & 255)
        }
        putHex(value, digits: digits)
    }

    @usableFromInline
    mutating func putHex(_ value: UInt32, digits: Int) {
        let needed = max((35 - value.leadingZeroBitCount) / 4, digits)
        for index in 0..<needed {
            let nibble = UInt8(truncatingIfNeeded: value >> UInt32(4 * (needed - 1 - index)) & 15)
            put(nibble &+ (nibble < 10 ? 48 : 87))
        }
    }

    @inlinable @inline(__always)
    func store(_ pair: UInt16, at place: Int) {
        unsafe UnsafeMutableRawPointer(base + place).storeBytes(of: pair, as: UInt16.self)
    }
}
