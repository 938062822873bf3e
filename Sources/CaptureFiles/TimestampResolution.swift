/// The unit of an interface's time stamps in a pcapng file, and what they count from (options if_tsresol and
/// if_tsoffset, draft-ietf-opsawg-pcapng section 4.2).
struct TimestampResolution {
    private enum Unit {
        /// A tick is so many nanoseconds.
        case nanoseconds(UInt64)
        /// So many ticks are a nanosecond.
        case part(UInt64)
        /// A tick is a second divided by two to this power.
        case binary(UInt64)
    }

    private var unit = Unit.nanoseconds(1000)
    /// Seconds to add.
    var offset: Int64 = 0

    /// The default: microseconds.
    init() {}

    /// The unit that the option's byte gives: a negative power of ten or, with the highest bit, of two.
    mutating func setUnit(_ byte: UInt8) {
        let power = UInt64(byte & 0x7f)
        switch byte {
        case 0...9: unit = .nanoseconds(Self.ten(to: 9 - power))
        case 10...28: unit = .part(Self.ten(to: power - 9))
        // Less than a nanosecond, however many they are.
        case 29..<128: unit = .nanoseconds(0)
        default: unit = .binary(power)
        }
    }

    private static func ten(to power: UInt64) -> UInt64 { (0..<power).reduce(1) { product, _ in product * 10 } }

    /// Nanoseconds since 1970, cut to what is expressible.
    @inline(__always)
    func nanoseconds(_ ticks: UInt64) -> UInt64 {
        if case .nanoseconds(let factor) = unit, offset == 0 {
            let (time, isLarger) = ticks.multipliedReportingOverflow(by: factor)
            return isLarger ? .max : time
        }
        return exactNanoseconds(ticks)
    }

    @inline(never)
    private func exactNanoseconds(_ ticks: UInt64) -> UInt64 {
        let time =
            switch unit {
            case .nanoseconds(let factor): Int128(ticks) * Int128(factor)
            case .part(let divisor): Int128(ticks / divisor)
            case .binary(let power): (Int128(ticks) * 1_000_000_000) >> Int128(power)
            }
        return UInt64(clamping: time + Int128(offset) * 1_000_000_000)
    }
}
