import Testing

@testable import FlowTables

@Suite struct ExtrasTests {
    private let all = FlowExtras([.rate, .average, .minimum, .maximum, .distinct])

    /// A number for the first four aggregates, and something to be told apart.
    private func row(_ number: Double, _ item: UInt64) -> [Double] {
        Array(repeating: number, count: 4) + [Double(bitPattern: item)]
    }

    @Test func everyAggregateOfASteadyFlow() throws {
        var bench = Bench(t: 10, extras: all), random = Random(4)
        for index in 0..<10_000 {
            let number = Double(100 + random.below(1301))
            bench.add(7, rate: 100, extras: row(number, UInt64(index % 12)), at: Double(index) / 100)
        }
        let flow = try #require(bench.table.top(5, now: 100).first), values = flow.values
        #expect(values.count == 5)
        // 100 samples/s of 1 in 100, 750 on average.
        #expect(abs(values[0] / 7_500_000 - 1) < 0.1 && abs(values[1] / 750 - 1) < 0.1)
        #expect((100..<110).contains(values[2]) && (1390...1400).contains(values[3]) && values[4] == 12)
        #expect(abs(flow.value / 10_000 - 1) < 0.02 && flow.errorPercent > 0)
    }

    @Test func theLeastAndTheGreatestAreOfTheLastOneToTwoTimeConstants() throws {
        var bench = Bench(t: 10, extras: FlowExtras([.minimum, .maximum]))
        for second in 0..<100 { bench.add(1, extras: [Double(second), Double(second)], at: Double(second)) }
        func values(_ now: Double) -> [Double] { bench.table.top(1, now: now).first?.values ?? [] }
        #expect(values(99) == [80, 99])
        #expect(values(100) == [90, 99])
        #expect(values(109.9) == [90, 99])
        #expect(values(110).count == 2 && values(110).allSatisfy(\.isNaN))
    }

    @Test func valuesThatAreNoNumbersAreLeftAside() throws {
        var bench = Bench(t: 10, extras: FlowExtras([.rate, .average, .minimum, .maximum]))
        for number in [Double.nan, .infinity, -.infinity, 5, -.nan] {
            bench.add(1, extras: Array(repeating: number, count: 4), at: 1)
        }
        let values = try #require(bench.table.top(1, now: 1).first).values
        #expect(abs(values[0] - 5 / bench.table.divisor(age: 0, samples: 5)) < 1e-9 && values[1...] == [5, 5, 5])
    }

    @Test(arguments: [1.0, 0.2, 30]) func extrasMoveWithTheLandmark(_ t: Double) throws {
        var bench = Bench(t: t, extras: FlowExtras([.rate, .average, .maximum]))
        for index in 0..<2000 {
            bench.add(1, rate: 10, extras: [200, Double(index % 3), Double(index)], at: Double(index) * t / 4)
        }
        #expect(bench.table.landmark > 0)
        let flow = try #require(bench.table.top(1, now: 1999 * t / 4).first), values = flow.values
        #expect(abs(values[0] / (200 * flow.value) - 1) < 1e-9)
        #expect(abs(values[1] - 1) < 0.2 && values[2] == 1999)
    }

    @Test func aFlowThatTakesAPlaceBeginsWithoutTheOldOnesExtras() throws {
        var bench = Bench(t: 1e6, capacity: 2, extras: all)
        for item in 0..<40 as Range<UInt64> { bench.add(1, extras: row(9, item), at: 1) }
        for item in 0..<30 as Range<UInt64> { bench.add(2, extras: row(3, item), at: 1) }
        bench.add(3, extras: row(5, 77), at: 2)
        let flow = try #require(bench.table.top(5, now: 2).first { $0.key == [3] })
        #expect(flow.values[1...] == [5, 5, 5, 1] && flow.overcount > 0)
        #expect(flow.values[0] == 5 / 1e6)
    }

    /// Answers of a definition whose value is an aggregate are ordered by it; what has none is left out.
    @Test(arguments: [FlowAggregate.average, .minimum, .maximum, .distinct])
    func anAggregateCanLead(_ aggregate: FlowAggregate) throws {
        var bench = Bench(t: 10, extras: FlowExtras([aggregate, .rate], leads: true))
        for item in 1...20 {
            for key in 1...3 as ClosedRange<UInt64> where item <= 5 * Int(key) {
                let number = Double(1000 * Int(key) + item)
                bench.add(key, rate: 10, extras: [number, 1], at: 100)
            }
        }
        let flows = bench.table.top(10, now: 101)
        #expect(flows.map(\.key) == [[3], [2], [1]])
        let value: [FlowAggregate: Double] = [.average: 3008, .minimum: 3001, .maximum: 3015, .distinct: 15]
        #expect(abs(flows[0].value - value[aggregate]!) < 1e-9 && flows[0].values.count == 1 && flows[0].overcount == 0)
        switch aggregate {
        case .average: #expect(flows[0].errorPercent > 0 && flows[0].errorPercent < 1)
        case .distinct: #expect(flows[0].errorPercent == 0)
        default: #expect(flows[0].errorPercent.isNaN)
        }
        let later = bench.table.top(10, now: 125)
        switch aggregate {
        case .average: #expect(later.count == 3)
        case .distinct: #expect(later.map(\.value) == [0, 0, 0])
        default: #expect(later.isEmpty)
        }
    }

    /// 1-in-20 sampling of packets of two sizes: the mean of all packets is within the bound in 95 % of trials.
    @Test func theBoundOfAMeanCoversIt() throws {
        var random = Random(11), covered = 0
        let trials = 1500
        for _ in 0..<trials {
            var bench = Bench(t: 1, extras: FlowExtras([.average], leads: true)), sum = 0.0, weights = 0.0
            for packet in 0..<8000 {
                let size = random.below(3) == 0 ? 64.0 : 1500, now = Double(packet) / 1000
                sum += size * expWeight(now)
                weights += expWeight(now)
                if random.below(20) == 0 { bench.add(1, rate: 20, extras: [size], at: now) }
            }
            let flow = try #require(bench.table.top(1, now: 8).first)
            if abs(flow.value - sum / weights) <= flow.value * flow.errorPercent / 100 { covered += 1 }
        }
        let share = Double(covered) / Double(trials)
        #expect(share > 0.93 && share < 0.97, "\(share)")
    }

    private func expWeight(_ now: Double) -> Double { Bench.weight(now - 8) }

    @Test func aSingleSampleHasAMeanWithoutABound() throws {
        var bench = Bench(t: 1, extras: FlowExtras([.average], leads: true))
        bench.add(1, rate: 20, extras: [64], at: 1)
        let flow = try #require(bench.table.top(1, now: 1).first)
        #expect(flow.value == 64 && flow.errorPercent.isNaN)
    }

    /// A seen packet of each flow in a batch, some new, some that lose their place within it.
    @Test(arguments: [3, 5000]) func batchesAreAsGoodAsSingleSamples(capacity: Int) {
        var together = Bench(t: 2, capacity: capacity, extras: all)
        var oneByOne = Bench(t: 2, capacity: capacity, extras: all)
        var random = Random(3)
        for batch in 0..<300 {
            var keys: [UInt64] = [], values: [Double] = [], rates: [Double] = [], extras: [UInt64] = []
            for _ in 0..<random.below(40) {
                let row = row(Double(random.below(1500)), random.bits() % 50).map(\.bitPattern)
                keys.append(UInt64(random.below(200)))
                values.append(1)
                rates.append(Double(random.below(100)))
                extras += row
                oneByOne.add([keys.last!], values: [1], rates: [rates.last!], extras: row, at: Double(batch))
            }
            together.add(keys, values: values, rates: rates, extras: extras, at: Double(batch))
        }
        let flows = together.table.top(300, now: 300), expected = oneByOne.table.top(300, now: 300)
        #expect(flows.map(\.key) == expected.map(\.key) && !flows.isEmpty)
        #expect(flows.map { "\($0.values)" } == expected.map { "\($0.values)" })
    }
}
