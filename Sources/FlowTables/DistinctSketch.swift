/// How many different values there were, estimated from their hashes: HyperLogLog with 1,024 registers.
///
/// Up to 32 different hashes are kept as they are, and counted. After that the standard error is 1.04/√1024 = 3.25 %;
/// small counts are much better than that (they are counted linearly: by the registers that are still free).
/// P. Flajolet et al., "HyperLogLog", 2007; the estimator: O. Ertl, "New cardinality estimation algorithms for HyperLogLog
/// sketches", 2017, algorithm 6.
package struct DistinctSketch: Hashable, Sendable {
    static let registerCount = 1024
    static let standardError = 0.0325
    /// Hashes that are kept as they are.
    static let hashLimit = 32
    /// Bits of a hash behind those that choose the register.
    static let rankBits = 22

    private(set) var hashes: [UInt32] = []
    private(set) var registers: [UInt8] = []

    package init() {}

    /// Whether the estimate is a count.
    package var isExact: Bool { registers.isEmpty }

    mutating func insert(_ hash: UInt32) {
        guard isExact else { return raise(Self.register(hash), to: Self.rank(hash)) }
        guard !hashes.contains(hash) else { return }
        hashes.append(hash)
        if hashes.count > Self.hashLimit { fillRegisters() }
    }

    mutating func raise(_ register: Int, to rank: UInt8) {
        if isExact { fillRegisters() }
        registers[register] = max(registers[register], rank)
    }

    mutating func formUnion(_ other: DistinctSketch) {
        for hash in other.hashes { insert(hash) }
        for (register, rank) in other.registers.enumerated() where rank > 0 { raise(register, to: rank) }
    }

    private mutating func fillRegisters() {
        registers = Array(repeating: 0, count: Self.registerCount)
        for hash in hashes { raise(Self.register(hash), to: Self.rank(hash)) }
        hashes = []
    }

    @inline(__always)
    static func register(_ hash: UInt32) -> Int { Int(hash >> UInt32(rankBits)) }

    /// The place of the first bit that is set, from 1; one more than there are bits where none is.
    @inline(__always)
    static func rank(_ hash: UInt32) -> UInt8 {
        UInt8(min((hash << UInt32(32 - rankBits)).leadingZeroBitCount, rankBits) + 1)
    }
}

extension DistinctSketch {
    package var estimate: Double { isExact ? Double(hashes.count) : fromRegisters }

    var variance: Double {
        let deviation = isExact ? 0 : estimate * Self.standardError
        return deviation * deviation
    }

    private var fromRegisters: Double {
        let m = Double(Self.registerCount), last = Self.rankBits + 1
        var counts = Array(repeating: 0.0, count: last + 1)
        for rank in registers { counts[Int(rank)] += 1 }
        var z = m * Self.tau(1 - counts[last] / m)
        for rank in (1..<last).reversed() { z = (z + counts[rank]) / 2 }
        z += m * Self.sigma(counts[0] / m)
        // 1 / (2 ln 2).
        return 0.721_347_520_444_481_7 * m * m / z
    }

    /// x + Σ x^(2^k) · 2^(k−1): what the free registers contribute.
    private static func sigma(_ x: Double) -> Double {
        guard x < 1 else { return .infinity }
        var x = x, y = 1.0, z = x, before: Double
        repeat {
            x *= x
            before = z
            z += x * y
            y += y
        } while z != before
        return z
    }

    /// (1 − x − Σ (1 − x^(2^−k))² · 2^−k) / 3: what the registers contribute that cannot rise.
    private static func tau(_ x: Double) -> Double {
        guard x > 0, x < 1 else { return 0 }
        var x = x, y = 1.0, z = 1 - x, before: Double
        repeat {
            x = x.squareRoot()
            before = z
            y /= 2
            z -= (1 - x) * (1 - x) * y
        } while z != before
        return z / 3
    }
}
