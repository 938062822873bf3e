import Budget
import Glibc
import Testing

@testable import FlowTables

/// Whatever comes in whatever order: figures are numbers, none is negative, none larger than what was put in.
@Suite struct HostileTableTests {
    private static let all = FlowExtras([.rate, .average, .minimum, .maximum, .distinct])
    private static let rates: [Double] = [0, 1, 2, 400, 4_294_967_295]
    private static let values: [Double] = [0, 1, 64, 1500, 4_294_967_295]
    private static let extremes: [Double] = [0, 1, 1e18, .greatestFiniteMagnitude, .nan, .infinity, -.infinity, -5]

    @Test(arguments: 1...40 as ClosedRange<UInt64>) func figuresAreNumbers(_ seed: UInt64) {
        var random = Random(seed)
        let t = [0.2, 1, 2, 30, 600][random.below(5)], capacity = [1, 2, 7, 300][random.below(4)]
        var bench = Bench(t: t, capacity: capacity, extras: Self.all, bytes: 3000 + random.below(200_000))
        var now = Double(random.below(1000)), seen = 0.0
        for _ in 0..<600 {
            now = jump(from: now, t, &random)
            for _ in 0..<random.below(8) {
                let value = Self.values[random.below(5)], rate = Self.rates[random.below(5)]
                seen += value * max(rate, 1)
                bench.add(UInt64(random.below(50)), value: value, rate: rate, extras: row(&random), at: now)
            }
            if random.below(20) == 0 { _ = bench.reclaim(now: jump(from: now, t, &random)) }
            let asked = random.below(4) == 0 ? jump(from: now, t, &random) : now
            for flow in bench.table.top(1 + random.below(100), now: asked) { check(flow, seen, t) }
        }
        #expect(bench.allowance.used == bench.table.bytes && bench.table.count <= capacity)
    }

    /// Mostly on, sometimes far on, sometimes back.
    private func jump(from now: Double, _ t: Double, _ random: inout Random) -> Double {
        switch random.below(40) {
        case 0: max(now - Double(random.below(100_000)), 0)
        case 1: now + Double(random.below(10_000_000))
        case 2: now + 250 * t
        case 3...10: now
        default: now + random.unit() * t
        }
    }

    private func row(_ random: inout Random) -> [Double] {
        (0..<4).map { _ in Self.extremes[random.below(8)] } + [Double(bitPattern: random.bits() % 200)]
    }

    private func check(_ flow: TopFlow, _ seen: Double, _ t: Double) {
        // The least that a sum is divided by is what belongs to a second, or to the time constant.
        let limit = seen / min(t * (1 - exp(-1 / t)), t) * 1.000001
        #expect(flow.value >= 0 && flow.value <= limit && flow.overcount >= 0 && flow.overcount <= limit)
        #expect(flow.samples >= 0 && flow.samples.isFinite && flow.errorPercent >= 0 && flow.errorPercent.isFinite)
        #expect(flow.values[4] >= 0 && flow.values[4] < 300)
    }

    /// A clock that jumped far on and came back: a question from before the landmark is of the landmark's moment.
    @Test func aQuestionFromLongBeforeTheLandmarkIsFinite() throws {
        var bench = Bench(t: 2)
        bench.add(1, value: 1500, rate: 100, at: 1e9)
        for now in [0.0, 5, 1e6] {
            let flow = try #require(bench.table.top(1, now: now).first)
            #expect(abs(flow.value - 75_000) < 1e-6)
        }
        bench.add(1, value: 1500, rate: 100, at: 10)
        // Two samples within a second: twice what they add to the mean, and a little more.
        #expect(abs(try #require(bench.table.top(1, now: 10).first).value / 150_000 - 2.5) < 0.1)
    }

    /// Of thousands of newcomers some have two samples at once: they must not bury what is large.
    @Test(arguments: [2.0, 10, 60]) func newcomersDoNotBuryTheLargest(_ t: Double) {
        var bench = Bench(t: t, capacity: 100_000)
        bench.add(0, value: 1000, perSecond: 100, from: 0, to: 3 * t)
        let end = 3 * t
        for newcomer in 1...5000 as ClosedRange<UInt64> {
            bench.add(newcomer, value: 1000, at: end - 0.002)
            bench.add(newcomer, value: 1000, at: end - 0.001)
        }
        #expect(bench.table.top(1, now: end).first?.key == [0])
    }
}
