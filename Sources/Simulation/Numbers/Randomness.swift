/// Random numbers from a seed (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014), and what is
/// made of them by `Arithmetic` alone.
struct Randomness: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        return Self.mix(state)
    }

    /// A number that stands for another one: the same always, and neighbours have nothing in common.
    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z >> 31
    }

    /// One for several numbers.
    @inline(__always)
    static func mix(_ a: UInt64, _ b: UInt64, _ c: UInt64 = 0) -> UInt64 {
        mix(mix(mix(a &+ 0x9e37_79b9_7f4a_7c15) ^ b) ^ c &* 0xd6e8_feb8_6659_fd93)
    }

    /// Above 0, at most 1.
    @inline(__always)
    mutating func unit() -> Double { Double((next() >> 11) + 1) * 0x1p-53 }

    /// 0 ..< `count`, which is positive.
    @inline(__always)
    mutating func below(_ count: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(count)).high)
    }

    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    /// True once in `count` times.
    mutating func once(in count: Int) -> Bool { below(count) == 0 }

    mutating func exponential(mean: Double) -> Double { -mean * Arithmetic.logarithm(unit()) }

    /// Heavy-tailed: at least `least`, above x with a probability of (least/x)^shape, at most `most`.
    mutating func pareto(least: Double, shape: Double, most: Double) -> Double {
        min(least * Arithmetic.exponential(-Arithmetic.logarithm(unit()) / shape), most)
    }
}

/// Picks 0 ..< count by weight.
struct WeightedChoice: Sendable {
    private var cumulative: [Double] = []

    init(_ weights: some Sequence<Double>) {
        var sum = 0.0
        for weight in weights {
            sum += weight
            cumulative.append(sum)
        }
    }

    /// Nothing can be picked.
    var isEmpty: Bool { cumulative.last.map { $0 <= 0 } ?? true }

    func pick(_ random: inout Randomness) -> Int {
        let wanted = random.unit() * cumulative[cumulative.count - 1]
        var low = 0, high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
