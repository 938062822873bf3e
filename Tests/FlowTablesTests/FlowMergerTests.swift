import NetTypes
import Testing

@testable import FlowTables

@Suite struct FlowMergerTests {
    private func flow(_ key: UInt64, _ value: Double, source: UInt32) -> TopFlow {
        TopFlow(key: [key], value: value, overcount: 1, samples: 4, variance: 9, source: source)
    }

    private func merged(_ mode: FlowMerger.Mode, _ flows: [TopFlow]) -> [TopFlow] {
        var merge = FlowMerger(mode, keyWords: 1, hash: KeyHash(seed: (3, 5)))
        for flow in flows { merge.add(flow) }
        return merge.top(10)
    }

    @Test func maximum() {
        let flows = merged(.max, [flow(1, 10, source: 0), flow(2, 15, source: 0), flow(1, 20, source: 1)])
        #expect(flows.map(\.key) == [[1], [2]])
        #expect(flows[0].value == 20 && flows[0].source == 1 && flows[0].sources == 2 && flows[0].samples == 4)
    }

    @Test func sum() {
        let flows = merged(.sum, [flow(1, 10, source: 0), flow(2, 15, source: 0), flow(1, 20, source: 1)])
        #expect(flows[0].value == 30 && flows[0].overcount == 2 && flows[0].samples == 8 && flows[0].variance == 18)
        #expect(flows[0].sources == 2 && flows[1].sources == 1)
        #expect(abs(flows[0].errorPercent - 196 * 18.0.squareRoot() / 28) < 1e-9)
    }

    @Test func limitsAndManyFlows() {
        var merge = FlowMerger(.sum, keyWords: 1, hash: .random())
        for round in 0..<3 { for key in 0..<5000 { merge.add(flow(UInt64(key), Double(key), source: UInt32(round))) } }
        #expect(merge.count == 5000)
        let flows = merge.top(3, minimum: 3 * 4998)
        #expect(flows.map(\.key) == [[4999], [4998]] && flows[0].sources == 3)
    }

    @Test func tablesReportIntoAMerge() {
        var a = Bench(t: 1e6), b = Bench(t: 1e6)
        for key in 0..<50 { a.add(UInt64(key), value: Double(100 + key), at: 1) }
        for key in 40..<90 { b.add(UInt64(key), value: Double(100 + key), at: 1) }
        var merge = FlowMerger(.max, keyWords: 1, hash: .random())
        a.table.report(20, now: 1, source: 1, into: &merge)
        b.table.report(20, now: 1, source: 2, into: &merge)
        #expect(merge.count == 40)
        let flows = merge.top(100)
        #expect(flows[0].key == [89] && flows[0].source == 2 && flows.count == 40)
    }

    private func bench(_ numbers: [Double], rate: Double, items: Range<UInt64>, leads: FlowAggregate? = nil) -> TopFlow
    {
        let extras = FlowExtras(
            (leads.map { [$0] } ?? []) + [.rate, .average, .minimum, .maximum, .distinct],
            leads: leads != nil
        )
        var bench = Bench(t: 1e6, extras: extras)
        for number in numbers {
            for item in items {
                let row = [number, number, number, number, Double(bitPattern: item)]
                let first = leads.map { $0 == .distinct ? [Double(bitPattern: item)] : [number] } ?? []
                bench.add(1, rate: rate, extras: first + row, at: 1)
            }
        }
        return bench.table.top(1, now: 1)[0]
    }

    /// Rates are added, means are weighted by the packets that they are of, sketches are united.
    @Test func extrasOfASum() {
        let a = bench([10, 20], rate: 10, items: 0..<10), b = bench([100], rate: 20, items: 5..<15)
        let values = merged(.sum, [a, b])[0].values
        #expect(abs(values[0] / (a.values[0] + b.values[0]) - 1) < 1e-9)
        // 200 packets of 15 and 200 of 100.
        #expect(abs(values[1] - 57.5) < 1e-9 && values[2...] == [10, 100, 15])
    }

    @Test func extrasOfTheLargest() {
        let a = bench([10, 20], rate: 10, items: 0..<10), b = bench([100], rate: 10, items: 5..<15)
        #expect(merged(.max, [a, b])[0].values == a.values && merged(.max, [b, a])[0].values == a.values)
    }

    @Test(arguments: [FlowAggregate.average: 57.5, .minimum: 10, .maximum: 100, .distinct: 15])
    func aLeadingAggregateIsMergedLikeTheOthers(_ aggregate: FlowAggregate, _ value: Double) {
        let a = bench([10, 20], rate: 10, items: 0..<10, leads: aggregate)
        let b = bench([100], rate: 20, items: 5..<15, leads: aggregate)
        let flow = merged(.sum, [a, b])[0]
        #expect(abs(flow.value - value) < 1e-9 && flow.values.count == 5 && flow.overcount == 0 && flow.sources == 2)
    }

    /// The extremes of what was not seen at one data source are those of the other.
    @Test func whatIsNotKnownIsLeftAside() {
        var a = ExtraValue.minimum(.nan), b = ExtraValue.average(.nan, weight: 0, variance: .nan)
        a.add(.minimum(5))
        b.add(.average(7, weight: 2, variance: 1))
        b.add(.average(.nan, weight: 0, variance: .nan))
        #expect(a == .minimum(5) && b == .average(7, weight: 2, variance: 1))
    }
}
