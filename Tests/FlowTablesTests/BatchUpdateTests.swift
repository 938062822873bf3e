import Budget
import NetTypes
import Testing

@testable import FlowTables

@Suite struct BatchUpdateTests {
    /// Samples that come together give what they give one by one: also newcomers that come twice in one batch, and flows
    /// that lose their place to one before them in the batch.
    @Test(arguments: [0, 1, 3], [4, 50, 4000])
    func batchesAreAsGoodAsSingleSamples(keyWords: Int, capacity: Int) {
        var together = Bench(t: 2, capacity: capacity, keyWords: keyWords)
        var oneByOne = Bench(t: 2, capacity: capacity, keyWords: keyWords)
        var random = Random(7)
        for batch in 0..<400 {
            let now = Double(batch) * 3
            var keys: [UInt64] = [], values: [Double] = [], rates: [Double] = []
            for _ in 0..<random.below(40) {
                let flow = UInt64(random.below(200)) * UInt64(random.below(2))
                keys += Array(repeating: flow, count: keyWords)
                values.append(Double(random.below(1500)))
                rates.append(Double(random.below(1000)))
                oneByOne.add(flow, value: values.last!, rate: rates.last!, at: now)
            }
            let before = together.table.count, decay = together.clock.decay(at: now)
            let grown = together.update(keys, values: values, rates: rates, decay)
            #expect(grown == together.table.count - before && together.allowance.used == together.table.bytes)
        }
        #expect(together.table.evictions == oneByOne.table.evictions)
        #expect(together.table.evictions > 0 || keyWords == 0 || capacity > 200)
        let top = together.table.top(500, now: 1200), expected = oneByOne.table.top(500, now: 1200)
        #expect(top.map(\.key) == expected.map(\.key) && !top.isEmpty)
        #expect(top.map(\.value) == expected.map(\.value) && top.map(\.variance) == expected.map(\.variance))
    }

    /// The steps of a batch may come between those of the batches before and behind it: what a look has found is then not
    /// where it was, in tables that have grown meanwhile or given a flow's place to another.
    @Test(arguments: [4, 50, 4000]) func stepsOfSeveralBatchesMayBeMixed(capacity: Int) {
        var mixed = Bench(t: 2, capacity: capacity), plain = Bench(t: 2, capacity: capacity), random = Random(11)
        var waiting: [(keys: [UInt64], found: KeyPlaces, isFound: Bool)] = []
        for _ in 0..<400 {
            let keys = (0..<random.below(KeyPlaces.limit + 1)).map { _ in UInt64(random.below(200)) }
            let decay = mixed.clock.decay(at: 1)
            plain.add(keys, values: keys.map(Double.init), rates: keys.map { _ in 10 }, at: 1)
            waiting.append((keys, KeyPlaces(), false))
            mixed.begin(keys, &waiting[waiting.count - 1].found)
            for place in waiting.indices where random.below(3) > 0 && !waiting[place].isFound {
                mixed.find(waiting[place].keys, &waiting[place].found)
                waiting[place].isFound = true
            }
            // They are added in the order in which they came: who loses a place depends on it.
            while random.below(4) > 0, let first = waiting.first, first.isFound {
                mixed.add(first.keys, first.found, decay)
                waiting.removeFirst()
            }
        }
        let decay = mixed.clock.decay(at: 1)
        // Without a look at all the flow is found as well.
        for batch in waiting { mixed.add(batch.keys, batch.found, decay) }
        #expect(mixed.table.evictions == plain.table.evictions)
        let top = mixed.table.top(500, now: 1), expected = plain.table.top(500, now: 1)
        #expect(top.map(\.key) == expected.map(\.key) && top.map(\.value) == expected.map(\.value) && !top.isEmpty)
    }

    /// Samples of several data sources go each to their own table; those of one that has none go nowhere.
    @Test func eachSampleGoesToTheTableOfItsSource() {
        let hash = KeyHash(seed: (1, 2))
        var tables = SourceTables(hash: hash), allowance = ByteAllowance(limit: 1 << 24)
        for source in [0, 2, 5] {
            let first = FlowTable.firstBytes(keyWords: 1, capacity: 100)
            let granted = allowance.take(first)
            #expect(granted)
            tables.insert(FlowTable(keyWords: 1, capacity: 100, timeConstant: 1, hash: hash), at: source)
        }
        var clock = DecayClock(timeConstant: 1), random = Random(3), expected: [Int: [UInt64: Double]] = [:]
        for _ in 0..<50 {
            var keys: [UInt64] = [], sources: [Int] = []
            for _ in 0..<random.below(40) {
                keys.append(UInt64(random.below(60)))
                sources.append(random.below(8))
                expected[sources.last!, default: [:]][keys.last!, default: 0] += 1
            }
            let ones = Array(repeating: 1.0, count: keys.count)
            let batch = SampleBatch(
                keys: keys.span,
                sources: sources.span,
                values: ones.span,
                samplingRates: ones.span,
                extras: Span()
            )
            _ = tables.update(batch, decay: clock.decay(at: 1), &allowance)
        }
        for source in 0..<8 {
            let isKept = tables.has(source)
            #expect(isKept == [0, 2, 5].contains(source))
            guard isKept else { continue }
            let flows = tables[source].top(100, now: 1)
            #expect(Dictionary(uniqueKeysWithValues: flows.map { ($0.key[0], $0.samples) }) == expected[source])
        }
        tables.remove(2)
        tables.remove(2)
        let (first, second) = (tables.has(2), tables.has(5))
        #expect(!first && second)
        tables.remove(5)
        tables.trim()
        let places = tables.indices
        #expect(places == 0..<1)
    }
}

extension Bench {
    fileprivate mutating func begin(_ keys: [UInt64], _ found: inout KeyPlaces) {
        withBatch(keys) { tables, batch, _ in
            let isComplete = tables.begin(batch, &found)
            #expect(isComplete)
        }
    }

    fileprivate mutating func find(_ keys: [UInt64], _ found: inout KeyPlaces) {
        withBatch(keys) { tables, batch, _ in tables.find(batch, &found) }
    }

    fileprivate mutating func add(_ keys: [UInt64], _ found: KeyPlaces, _ decay: Decay) {
        withBatch(keys) { tables, batch, allowance in _ = tables.add(batch, found, decay: decay, &allowance) }
    }
}
