/// Small numbers, one bit for each.
struct BitSet: Hashable, Sendable {
    private(set) var words: [UInt64]

    /// Room for numbers below `count`.
    init(count: Int) { words = Array(repeating: 0, count: Self.words(count)) }

    static func words(_ count: Int) -> Int { (count + 63) / 64 }

    /// False: it was there.
    mutating func insert(_ number: Int) -> Bool {
        let bit = UInt64(1) << UInt64(number & 63)
        guard words[number >> 6] & bit == 0 else { return false }
        words[number >> 6] |= bit
        return true
    }
}
