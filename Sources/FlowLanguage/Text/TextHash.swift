import XDR

/// A keyed hash of 128 bits that stands for a text. Who does not know the seed, which is random for each table, cannot make
/// two texts of one hash, and by chance there are none: 10^12 texts have two of one hash with a probability of 10^-15.
struct TextHasher: Sendable {
    private let low: (start: UInt64, factor: UInt64)
    private let high: (start: UInt64, factor: UInt64)

    /// From the system's random numbers.
    init() {
        var system = SystemRandomNumberGenerator()
        self.init(seed: system.next(), system.next(), system.next(), system.next())
    }

    init(seed a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
        low = (a, b | 1)
        high = (c, d | 1)
    }

    func callAsFunction(_ bytes: RawSpan) -> UInt128 {
        var state = TextHashState(low.start, high.start), at = 0
        while at &+ 8 <= bytes.byteCount {
            add(bytes.bigEndian64(at), to: &state)
            at &+= 8
        }
        var rest: UInt64 = 0
        while at < bytes.byteCount {
            rest = rest << 8 | UInt64(bytes.bigEndian8(at))
            at &+= 1
        }
        add(rest, to: &state)
        add(UInt64(bytes.byteCount), to: &state)
        return state.bits
    }

    /// The same of two words.
    @inline(__always)
    func callAsFunction(_ value: UInt128, _ more: UInt64, after before: UInt128 = 0) -> UInt128 {
        var state = TextHashState(low.start, high.start)
        add(UInt64(truncatingIfNeeded: before), to: &state)
        add(UInt64(truncatingIfNeeded: before >> 64), to: &state)
        add(UInt64(truncatingIfNeeded: value), to: &state)
        add(UInt64(truncatingIfNeeded: value >> 64), to: &state)
        add(more, to: &state)
        return state.bits
    }

    @inline(__always)
    private func add(_ word: UInt64, to state: inout TextHashState) {
        state.low = fold(state.low ^ word, low.factor) &+ low.start
        state.high = fold(state.high ^ word, high.factor) &+ high.start
    }

    @inline(__always)
    private func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}

private struct TextHashState {
    var low: UInt64, high: UInt64

    @inline(__always)
    init(_ low: UInt64, _ high: UInt64) { (self.low, self.high) = (low, high) }

    var bits: UInt128 { UInt128(high) << 64 | UInt128(low) }
}
