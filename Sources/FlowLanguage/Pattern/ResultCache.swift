/// Whether values matched, for values seen lately. Traffic repeats itself: most packets are of a few flows.
struct ResultCache {
    private static let size = 256

    private var values = Array(repeating: UInt128(0), count: size)
    private var results = Array(repeating: Result.none, count: size)

    private enum Result: UInt8 { case none, match, mismatch }

    /// `nil`: not known.
    subscript(value: UInt128) -> Bool? {
        @inline(__always)
        get {
            let place = Self.place(value)
            guard results[place] != .none, values[place] == value else { return nil }
            return results[place] == .match
        }
        set {
            let place = Self.place(value)
            values[place] = value
            results[place] = newValue.map { $0 ? .match : .mismatch } ?? .none
        }
    }

    @inline(__always)
    private static func place(_ value: UInt128) -> Int {
        let low = UInt64(truncatingIfNeeded: value), high = UInt64(truncatingIfNeeded: value >> 64)
        let mixed = (low ^ high &* 0xff51_afd7_ed55_8ccd) &* 0x9e37_79b9_7f4a_7c15
        return Int(truncatingIfNeeded: mixed >> 56)
    }
}
