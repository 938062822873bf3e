import Budget
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
            let grown = together.table.update(
                keys.span,
                values: values.span,
                samplingRates: rates.span,
                extras: Span(),
                decay: decay,
                &together.allowance
            )
            #expect(grown == together.table.count - before && together.allowance.used == together.table.bytes)
        }
        #expect(together.table.evictions == oneByOne.table.evictions)
        #expect(together.table.evictions > 0 || keyWords == 0 || capacity > 200)
        let top = together.table.top(500, now: 1200), expected = oneByOne.table.top(500, now: 1200)
        #expect(top.map(\.key) == expected.map(\.key) && !top.isEmpty)
        #expect(top.map(\.value) == expected.map(\.value) && top.map(\.variance) == expected.map(\.variance))
    }
}
