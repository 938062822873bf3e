/// How many packets are passed over between two that are sampled: each packet is sampled with the same probability, whatever was
/// before (sFlow version 5, section 3.1).
struct SkipCounts: Sendable {
    private let factor: Double

    /// One in `sampling`.
    init(_ sampling: Int) {
        factor = sampling > 1 ? 1 / Self.logarithmOfRest(Double(sampling)) : 0
    }

    /// ln(1 − 1/n), without the loss of digits where n is large.
    private static func logarithmOfRest(_ n: Double) -> Double {
        if n < 1000 { return Arithmetic.logarithm(1 - 1 / n) }
        let x = 1 / n
        return -x * (1 + x * (1.0 / 2 + x * (1.0 / 3 + x / 4)))
    }

    @inline(__always)
    func next(_ random: inout Randomness) -> UInt32 {
        if factor == 0 { return 0 }
        return UInt32(min(Arithmetic.logarithm(random.unit()) * factor, 4e9))
    }
}
