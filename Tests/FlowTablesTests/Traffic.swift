import Glibc
import NetTypes

@testable import FlowTables

/// Random numbers that are the same in every run.
struct Random {
    private var state: UInt64

    init(_ seed: UInt64 = 1) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func bits() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_f491_4f6c_dd1d
    }

    mutating func below(_ limit: Int) -> Int { Int(bits() >> 33) % limit }

    /// At least 0, less than 1.
    mutating func unit() -> Double { Double(bits() >> 11) / 9_007_199_254_740_992 }

    /// The time to the next event of a Poisson process.
    mutating func wait(rate: Double) -> Double { -log(1 - unit()) / rate }
}

/// Numbers from 0 whose frequency falls with 1/rank.
struct Zipf {
    private var cumulated: [Double] = []

    init(_ count: Int) {
        var sum = 0.0
        for rank in 1...count {
            sum += 1 / Double(rank)
            cumulated.append(sum)
        }
    }

    func next(_ random: inout Random) -> UInt64 {
        let wanted = random.unit() * cumulated[cumulated.count - 1]
        var low = 0, high = cumulated.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulated[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return UInt64(low)
    }
}

/// A table with its clock.
struct Bench: ~Copyable {
    var clock: DecayClock
    var table: FlowTable

    init(t: Double, capacity: Int = 1000, keyWords: Int = 1) {
        clock = DecayClock(timeConstant: t)
        table = FlowTable(
            keyWords: keyWords,
            capacity: capacity,
            timeConstant: t,
            hash: KeyHash(seed: (12_345, 67_890))
        )
    }

    mutating func add(_ key: UInt64, value: Double = 1, rate: Double = 1, at now: Double) {
        let decay = clock.decay(at: now)
        let key: [UInt64] = Array(repeating: key, count: table.records.keyWords)
        table.update(key.span, value: value, samplingRate: rate, decay: decay)
    }

    /// Packets at equal distances from `start` to `end`.
    mutating func add(_ key: UInt64, value: Double = 1, perSecond: Double, from start: Double, to end: Double) {
        for index in 0..<Int(((end - start) * perSecond).rounded()) {
            add(key, value: value, at: start + Double(index) / perSecond)
        }
    }
}
