import Glibc
import Testing

@testable import FlowTables

@Suite struct RateTests {
    @Test(arguments: [0.2, 2.0, 60.0]) func steadyTrafficHasItsRate(_ t: Double) throws {
        var bench = Bench(t: t)
        bench.add(1, value: 500, perSecond: 1000, from: 5, to: 5 + 8 * t)
        let flow = try #require(bench.table.top(5, now: 5 + 8 * t).first)
        #expect(abs(flow.value / 500_000 - 1) < 0.01)
        #expect(abs(flow.samples / (1000 * t) - 1) < 0.01)
        #expect(flow.overcount == 0 && flow.errorPercent == 0 && flow.key == [1] && flow.sources == 1)
    }

    /// Traffic of 1.25 MB/s, 30 s on and 30 s off: a short time constant follows it, a long one shows the mean.
    @Test func squareWave() throws {
        var quick = Bench(t: 1), slow = Bench(t: 500)
        for period in 0..<60 {
            let start = 60 * Double(period)
            quick.add(1, value: 1000, perSecond: 1250, from: start, to: start + 30)
            slow.add(1, value: 1000, perSecond: 1250, from: start, to: start + 30)
        }
        let end = 59 * 60.0
        let (on, off) = (quick.table.top(1, now: end + 30), quick.table.top(1, now: end + 36))
        #expect(abs(on[0].value - 1_250_000) < 30_000)
        #expect(off[0].value < 5000)
        for moment in [30.0, 45, 60] {
            #expect(abs(slow.table.top(1, now: end + moment)[0].value - 625_000) < 30_000)
        }
    }

    @Test func aYoungFlowHasItsRateBeforeTheTimeConstantIsOver() throws {
        for age in [1.0, 2, 5, 20] {
            var bench = Bench(t: 30)
            bench.add(1, perSecond: 100, from: 100, to: 100 + age)
            let value = try #require(bench.table.top(1, now: 100 + age).first).value
            #expect(value > 85 && value < 105, "\(value) after \(age) s")
        }
    }

    @Test func samplesThatArriveOnceASecondAreNotOverestimated() throws {
        var bench = Bench(t: 2)
        for second in 0..<20 {
            for _ in 0..<10 { bench.add(1, at: Double(second)) }
            let value = try #require(bench.table.top(1, now: Double(second)).first).value
            #expect(value > 9 && value < 13, "\(value) after \(second) s")
        }
    }

    /// A question may be as old as the wait for the shard.
    @Test func aQuestionFromBeforeTheLatestSampleHasNoNegativeRate() throws {
        var bench = Bench(t: 2)
        bench.add(1, perSecond: 1000, from: 0, to: 1)
        for _ in 0..<2 { bench.add(2, at: 1) }
        let flow = try #require(bench.table.top(5, now: 0.99).first { $0.key == [2] })
        #expect(flow.value > 0 && flow.value.isFinite)
    }

    @Test func oneSampleIsNotExtrapolated() throws {
        var bench = Bench(t: 2)
        bench.add(2, perSecond: 1000, from: 0, to: 1)
        bench.add(1, value: 1500, rate: 400, at: 1)
        let flow = try #require(bench.table.top(5, now: 1).first { $0.key == [1] })
        #expect(abs(flow.value - 1500 * 400 / 2) < 1)
        #expect(abs(flow.errorPercent - 196 * (1 - 1.0 / 400).squareRoot()) < 0.01)
    }

    @Test func flowsThatEndedAreForgotten() {
        var bench = Bench(t: 2)
        bench.add(1, perSecond: 1000, from: 0, to: 4)
        #expect(bench.table.top(5, now: 20).count == 1)
        #expect(bench.table.top(5, now: 60).isEmpty)
    }

    @Test func theLandmarkMovesWithoutATrace() throws {
        var bench = Bench(t: 0.2)
        bench.add(1, value: 100, rate: 10, at: 0)
        bench.add(1, value: 100, perSecond: 200, from: 0, to: 200)
        let value = try #require(bench.table.top(1, now: 200).first).value
        #expect(abs(value / 20_000 - 1) < 0.02)
        #expect(bench.table.landmark > 100)
        bench.add(2, at: 1e9)
        #expect(bench.table.top(5, now: 1e9).map(\.key) == [[2]])
    }

    @Test func hugeSamplingRatesStayFinite() throws {
        var bench = Bench(t: 1)
        for second in 0..<450 { bench.add(1, value: 4e9, rate: 4e9, at: Double(second)) }
        let flow = try #require(bench.table.top(1, now: 449).first)
        #expect(flow.value.isFinite && flow.errorPercent.isFinite && flow.errorPercent > 100)
    }

    @Test func aClockThatStandsOrGoesBackDoesNoHarm() throws {
        var bench = Bench(t: 2)
        for _ in 0..<100 { bench.add(1, at: 5) }
        bench.add(1, at: 4)
        let flow = try #require(bench.table.top(1, now: 5).first)
        #expect(flow.value.isFinite && flow.value > 0)
        #expect(bench.table.lastUpdate == 5)
    }
}
