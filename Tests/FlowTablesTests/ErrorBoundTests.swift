import Testing

@testable import FlowTables

@Suite struct ErrorBoundTests {
    /// Packets of mixed sizes, each sampled with probability 1/N: the true sum is within the bound in 95 % of trials.
    @Test(arguments: [2, 10, 400]) func theBoundCoversTheTruth(_ n: Int) throws {
        var random = Random(UInt64(n)), covered = 0
        let trials = 1000
        for trial in 0..<trials {
            var bench = Bench(t: 1e9)
            var truth = 0.0, now = Double(trial)
            for _ in 0..<100 * n {
                let size = random.below(3) == 0 ? 64.0 : 1500
                truth += size
                now += random.wait(rate: 1000)
                if random.below(n) == 0 { bench.add(1, value: size, rate: Double(n), at: now) }
            }
            let flow = try #require(bench.table.top(1, now: now).first)
            let estimate = bench.table.records[0, .sum]
            if abs(estimate - truth) <= estimate * flow.errorPercent / 100 { covered += 1 }
        }
        let share = Double(covered) / Double(trials)
        #expect(share > 0.93 && share < 0.97, "\(share)")
    }

    @Test(arguments: [1, 2, 10, 1000]) func equalPacketsHaveTheKnownBound(_ n: Int) throws {
        var bench = Bench(t: 1e9)
        for index in 0..<400 { bench.add(1, value: 1000, rate: Double(n), at: Double(index) / 100) }
        let percent = try #require(bench.table.top(1, now: 4).first).errorPercent
        #expect(abs(percent - 196 * ((1 - 1 / Double(n)) / 400).squareRoot()) < 0.01)
    }

    /// The bound of a smoothed rate counts as many samples as the smoothing keeps.
    @Test func theBoundOfASmoothedRateCoversIt() {
        var random = Random(3), covered = 0
        let trials = 1500, rate = 10_000.0, n = 100
        for _ in 0..<trials {
            var bench = Bench(t: 1), now = 0.0
            while now < 8 {
                now += random.wait(rate: rate / Double(n))
                bench.add(1, rate: Double(n), at: now)
            }
            let flow = bench.table.top(1, now: now)[0]
            if abs(flow.value - rate) <= flow.value * flow.errorPercent / 100 { covered += 1 }
        }
        let share = Double(covered) / Double(trials)
        #expect(share > 0.92 && share < 0.97, "\(share)")
    }
}
