import Budget
import Glibc
import Testing

@testable import FlowTables

@Suite struct DistinctTests {
    private func sketch(_ count: Int, seed: UInt64) -> DistinctSketch {
        var sketch = DistinctSketch(), random = Random(seed)
        for _ in 0..<count { sketch.insert(UInt32(truncatingIfNeeded: random.bits() >> 16)) }
        return sketch
    }

    /// The spread of the estimate is what is stated, and its mean is the count.
    @Test(arguments: [33, 100, 300, 1000, 2500, 10_000, 100_000])
    func theErrorIsAsStated(_ count: Int) {
        let trials = count < 10_000 ? 300 : 2_000_000 / count
        var sum = 0.0, squares = 0.0
        for trial in 1...trials {
            let error = sketch(count, seed: UInt64(trial)).estimate / Double(count) - 1
            sum += error
            squares += error * error
        }
        let mean = sum / Double(trials), deviation = (squares / Double(trials)).squareRoot()
        let limit = DistinctSketch.standardError
        #expect(abs(mean) < 4 * limit / Double(trials).squareRoot(), "\(mean)")
        // Few values are told apart much better.
        #expect(deviation < limit * 1.3 && (deviation > limit * 0.7 || count < 5000), "\(deviation)")
    }

    @Test(arguments: 0...32) func aFewAreCounted(_ count: Int) {
        let sketch = sketch(count, seed: 5)
        #expect(sketch.isExact && sketch.estimate == Double(count))
    }

    @Test(arguments: [0, 5, 20, 40, 3000], [0, 5, 20, 40, 3000])
    func aUnionIsASketchOfBoth(_ a: Int, _ b: Int) {
        var union = sketch(a, seed: 1), both = DistinctSketch(), reverse = sketch(b, seed: 2)
        union.formUnion(reverse)
        for (count, seed) in [(a, 1), (b, 2)] {
            var random = Random(UInt64(seed))
            for _ in 0..<count { both.insert(UInt32(truncatingIfNeeded: random.bits() >> 16)) }
        }
        reverse.formUnion(sketch(a, seed: 1))
        #expect(union.estimate == both.estimate && reverse.estimate == both.estimate)
    }

    @Test func registersThatAreAllFullGiveANumber() {
        var sketch = DistinctSketch()
        for register in 0..<DistinctSketch.registerCount { sketch.raise(register, to: 23) }
        #expect(sketch.estimate > 1e9 && (sketch.estimate.isFinite || sketch.estimate == .infinity))
        #expect(DistinctSketch().estimate == 0)
    }

    /// What is asked of a table is what a sketch of the same values says, through all sizes of its places.
    @Test(arguments: [1, 2, 16, 17, 18, 32, 33, 500, 20_000]) func tablesCount(_ count: Int) throws {
        var bench = Bench(t: 1e6, extras: FlowExtras([.distinct]))
        for _ in 0..<2 { for item in 0..<count { bench.add(1, extras: [Double(bitPattern: UInt64(item))], at: 1) } }
        let estimate = try #require(bench.table.top(1, now: 1).first).values[0]
        if count <= 16 { #expect(estimate == Double(count)) }
        #expect(abs(estimate / Double(count) - 1) < 4 * DistinctSketch.standardError)
    }

    @Test func onlyTheLastOneToTwoWindowsCount() throws {
        var bench = Bench(t: 10, extras: FlowExtras([.distinct]))
        func count(_ now: Double) throws -> Double { try #require(bench.table.top(1, now: now).first).values[0] }
        for second in 0..<100 {
            for item in 0..<5 {
                bench.add(1, extras: [Double(bitPattern: UInt64(second * 5 + item))], at: Double(second))
            }
        }
        #expect(abs(try count(99) / 100 - 1) < 0.15)
        #expect(abs(try count(100) / 50 - 1) < 0.15)
        #expect(try count(110) == 0)
        bench.add(1, extras: [1], at: 131)
        #expect(try count(131) == 1)
    }

    @Test func memoryIsOnlyForFlowsWithManyValues() {
        var bench = Bench(t: 10, capacity: 4096, extras: FlowExtras([.distinct])), random = Random(8)
        for key in 0..<4000 as Range<UInt64> { bench.add(key, extras: [Double(bitPattern: key)], at: 1) }
        let small = bench.table.bytes
        #expect(bench.table.sketches.bytes == 0 && bench.allowance.used == small)
        for _ in 0..<2000 { bench.add(1, extras: [Double(bitPattern: random.bits())], at: 1) }
        #expect(bench.table.bytes - small < 16_384 && bench.allowance.used == bench.table.bytes)
    }

    /// What windows and flows that are over held is used again, and given back.
    @Test func memoryIsGivenBack() {
        var bench = Bench(t: 2, capacity: 100, extras: FlowExtras([.distinct, .distinct])), random = Random(8)
        var largest = 0
        for second in 0..<200 {
            for _ in 0..<100 {
                let item = Double(bitPattern: random.bits())
                bench.add(UInt64(random.below(300)), extras: [item, item], at: Double(second))
            }
            if second == 20 { largest = bench.table.bytes }
        }
        #expect(bench.table.bytes < 2 * largest && bench.allowance.used == bench.table.bytes)
        #expect(bench.table.evictions > 1000)
        let shrunk = bench.reclaim(now: 300)
        #expect(shrunk == 100 && bench.table.count == 0 && bench.table.sketches.bytes == 0)
        #expect(bench.allowance.used == bench.table.bytes)
        #expect(bench.table.bytes == FlowTable.firstBytes(keyWords: 1, extras: bench.table.extras, capacity: 100))
    }

    @Test func compactingKeepsTheCounts() {
        var bench = Bench(t: 1000, capacity: 1000, extras: FlowExtras([.distinct]))
        for key in 0..<200 as Range<UInt64> {
            // The few that stay have many samples.
            for item in 0..<(key % 50 == 0 ? 3000 : 30) as Range<UInt64> {
                bench.add(key, extras: [Double(bitPattern: key << 32 | item)], at: key % 50 == 0 ? 1001 : 1)
            }
        }
        let before = bench.table.top(4, now: 1100).map(\.values)
        _ = bench.reclaim(now: 1100)
        #expect(bench.table.top(4, now: 1100).map(\.values) == before && before.count == 4)
        let full = bench.table.bytes
        _ = bench.reclaim(now: 11_000)
        #expect(bench.table.bytes < full && bench.allowance.used == bench.table.bytes)
    }

    @Test func withoutMemoryASketchCountsTooFew() throws {
        let extras = FlowExtras([.distinct])
        let bytes = FlowTable.firstBytes(keyWords: 1, extras: extras, capacity: 4) + 600
        var bench = Bench(t: 1e6, capacity: 4, extras: extras, bytes: bytes)
        for item in 0..<1000 as Range<UInt64> { bench.add(1, extras: [Double(bitPattern: item)], at: 1) }
        let flow = try #require(bench.table.top(1, now: 1).first)
        #expect(flow.values == [16] && flow.value > 0 && bench.allowance.refused > 0)
        #expect(bench.allowance.used <= bytes)
    }
}
