import Glibc
import Testing

@testable import Simulation

@Suite struct RandomnessTests {
    /// The first numbers of the published generator from the seed 1234567.
    @Test func generator() {
        var random = Randomness(seed: 1_234_567)
        let expected: [UInt64] = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        #expect((0..<3).map { _ in random.next() } == expected)
    }

    /// Skip counts of one in n: the mean is n − 1, the variance n·(n − 1).
    @Test(arguments: [2, 10, 400, 5000])
    func skipCounts(sampling: Int) {
        let skips = SkipCounts(sampling), count = 200_000.0
        var random = Randomness(seed: 7), sum = 0.0, squares = 0.0
        for _ in 0..<Int(count) {
            let skip = Double(skips.next(&random))
            sum += skip
            squares += skip * skip
        }
        let mean = sum / count, variance = squares / count - mean * mean
        let expected = Double(sampling - 1), spread = sqrt(expected * Double(sampling))
        #expect(abs(mean - expected) < 4 * spread / sqrt(count))
        #expect(abs(variance / (expected * Double(sampling)) - 1) < 0.05)
    }

    @Test func everyPacketIsSampledOneInOne() {
        var random = Randomness(seed: 7)
        #expect((0..<100).allSatisfy { _ in SkipCounts(1).next(&random) == 0 })
    }

    @Test func weightedChoice() {
        let choice = WeightedChoice([1, 0, 3])
        var random = Randomness(seed: 3), counts = [0, 0, 0]
        for _ in 0..<40_000 { counts[choice.pick(&random)] += 1 }
        #expect(counts[1] == 0)
        #expect(abs(counts[0] - 10_000) < 400)
        #expect(WeightedChoice([0, 0]).isEmpty)
        #expect(WeightedChoice([]).isEmpty)
    }

    @Test func paretoHasItsTail() {
        var random = Randomness(seed: 11)
        let values = (0..<50_000).map { _ in random.pareto(least: 2, shape: 1, most: 1000) }
        #expect(values.allSatisfy { $0 >= 2 && $0 <= 1000 })
        // P(x > 20) = 2/20.
        #expect(abs(values.count { $0 > 20 } - 5000) < 300)
    }

    @Test func timerWheel() {
        let wheel = TimerWheel(items: 4)
        wheel.set(0, at: 3)
        wheel.set(1, at: 3 + 8192)
        wheel.set(2, at: 20_000)
        wheel.set(3, at: 3)
        var seen: [UInt32: [Int]] = [:]
        for tick in 1...20_001 as ClosedRange<UInt32> {
            wheel.take(tick) { item in
                seen[tick, default: []].append(item)
                // What is taken may be set anew, also to where it would be found again.
                if tick == 3, item == 0 { wheel.set(0, at: 3 + 8192) }
            }
        }
        #expect(seen.mapValues { $0.sorted() } == [3: [0, 3], 3 + 8192: [0, 1], 20_000: [2]])
    }
}
