import Glibc
import Testing

@testable import FlowTables

@Suite struct SpaceSavingTests {
    /// The bounds of Space-Saving against an exact count that decays in the same way.
    @Test(arguments: [(100, 1e9), (1000, 1e9), (100, 3.0), (500, 0.5)])
    func boundsHold(_ capacity: Int, _ t: Double) throws {
        var bench = Bench(t: t, capacity: capacity), random = Random(UInt64(capacity))
        var exact: [UInt64: Double] = [:], now = 0.0
        let zipf = Zipf(20_000)
        for _ in 0..<60_000 {
            now += 0.0001
            let key = zipf.next(&random), value = Double(64 + random.below(1400))
            exact[key, default: 0] += value * exp((now - 6) / t)
            bench.add(key, value: value, at: now)
        }
        #expect(bench.table.count == capacity && bench.table.evictions > 1000)
        let scale = exp((bench.table.landmark - 6) / t)
        var smallest = Double.infinity, sum = 0.0, found: Set<UInt64> = []
        for record in 0..<capacity {
            let key = bench.table.records.key(record)[0], truth = exact[key] ?? 0
            let seen = bench.table.records[record, .sum] * scale, bound = bench.table.records.bound(record) * scale
            #expect(seen <= truth * 1.000001 && truth <= bound * 1.000001)
            smallest = min(smallest, bound)
            sum += bound
            found.insert(key)
        }
        // Nothing is lost, nobody above the smallest is missed, and the smallest is at most the average.
        let total = exact.values.reduce(0, +)
        #expect(abs(sum / total - 1) < 1e-6)
        #expect(smallest <= total / Double(capacity))
        for (key, truth) in exact where truth > smallest * 1.000001 { #expect(found.contains(key)) }
    }

    @Test func anOvercountIsReported() throws {
        var bench = Bench(t: 1e6, capacity: 2)
        for _ in 0..<10 { bench.add(1, at: 1) }
        for _ in 0..<4 { bench.add(2, at: 1) }
        for _ in 0..<6 { bench.add(3, at: 1) }
        let flows = bench.table.top(5, now: 1)
        #expect(Set(flows.map(\.key)) == [[1], [3]])
        let newcomer = try #require(flows.first { $0.key == [3] })
        #expect(abs(newcomer.overcount * 1e6 - 4) < 1e-6 && abs(newcomer.samples - 6) < 1e-6)
    }

    @Test func deadFlowsMakeRoomBeforeTheTableGrows() {
        var bench = Bench(t: 1, capacity: 100_000)
        for round in 0..<100 {
            for key in 0..<100 { bench.add(UInt64(round * 100 + key), at: Double(round) * 20) }
        }
        #expect(bench.table.count < 1000 && bench.table.evictions == 0)
    }

    @Test func topIsSortedAndCut() {
        var bench = Bench(t: 1e6, capacity: 5000), random = Random()
        for key in 0..<3000 { bench.add(UInt64(key), value: Double(1 + random.below(1_000_000)), at: 1) }
        let all = bench.table.top(5000, now: 1)
        #expect(all.count == 3000)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.value >= $1.value })
        for limit in [0, 1, 20, 999] { #expect(bench.table.top(limit, now: 1) == Array(all.prefix(limit))) }
    }

    @Test func anEmptyKeyIsOneFlow() {
        var bench = Bench(t: 1, keyWords: 0)
        bench.add(0, perSecond: 100, from: 0, to: 10)
        let flows = bench.table.top(5, now: 10)
        #expect(flows.count == 1 && flows[0].key == [] && abs(flows[0].value - 100) < 2)
    }

    @Test func aNewTableIsEmpty() {
        let bench = Bench(t: 1)
        #expect(bench.table.top(5, now: 10).isEmpty && bench.table.count == 0)
    }
}
