/// Whether values matched, for values seen lately. Traffic repeats itself: most packets are of a few flows.
struct ResultCache {
    private static let size = 256

    private var values = Array(repeating: UInt128(0), count: size)
    /// 0: none; else twice one more than the value's tag, and 1 where it matched.
    private var results = Array(repeating: UInt8(0), count: size)

    /// `nil`: not known.
    subscript(value: UInt128, tag: Int8) -> Bool? {
        @inline(__always)
        get {
            let place = Self.place(value)
            guard results[place] >> 1 == Self.mark(tag), values[place] == value else { return nil }
            return results[place] & 1 != 0
        }
        set {
            let place = Self.place(value)
            values[place] = value
            results[place] = newValue.map { Self.mark(tag) << 1 | ($0 ? 1 : 0) } ?? 0
        }
    }

    @inline(__always)
    private static func mark(_ tag: Int8) -> UInt8 { UInt8(truncatingIfNeeded: tag) &+ 1 }

    @inline(__always)
    private static func place(_ value: UInt128) -> Int {
        let low = UInt64(truncatingIfNeeded: value), high = UInt64(truncatingIfNeeded: value >> 64)
        let mixed = (low ^ high &* 0xff51_afd7_ed55_8ccd) &* 0x9e37_79b9_7f4a_7c15
        return Int(truncatingIfNeeded: mixed >> 56)
    }
}
