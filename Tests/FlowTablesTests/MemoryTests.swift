import Budget
import Testing

@testable import FlowTables

@Suite struct MemoryTests {
    @Test(arguments: [1, 3, 4, 5, 8, 100, 4096]) func aNewTableIsSmallAndGrowsToItsCapacity(_ capacity: Int) {
        var bench = Bench(t: 1e6, capacity: capacity, keyWords: 2)
        #expect(bench.table.bytes < 1024 && bench.allowance.used == bench.table.bytes)
        for key in 0..<3 * UInt64(capacity) { bench.add(key, at: 1) }
        #expect(bench.table.count == capacity && bench.table.evictions == UInt64(2 * capacity))
        #expect(bench.allowance.used == bench.table.bytes)
        // Key and sums in a line, two slots of the index to four, and the place in the heap.
        #expect(bench.table.bytes < 512 + capacity * (64 + 32 + 16) + 128)
    }

    /// Without memory newcomers take the places of the smallest: what is large is still found.
    @Test func aTableWithoutMemoryForMoreIsASmallTable() {
        let bytes = FlowTable.firstBytes(keyWords: 1, capacity: 4096) + 4000
        var bench = Bench(t: 1e6, capacity: 4096, bytes: bytes), random = Random(2)
        for sample in 0..<20_000 {
            bench.add(sample % 3 == 0 ? 7 : UInt64(1000 + random.below(5000)), at: Double(sample) / 1000)
        }
        #expect(bench.table.count < 64 && bench.table.evictions > 1000 && bench.allowance.refused > 0)
        #expect(bench.allowance.used <= bytes && bench.allowance.used == bench.table.bytes)
        #expect(bench.table.top(1, now: 20).first?.key == [7])
    }

    /// As soon as there is memory again, and the table has been looked after, it grows.
    @Test func aTableThatCouldNotGrowTriesAgain() {
        let pool = BytePool(limit: 1 << 20)
        var other = ByteAllowance(pool), bench = Bench(t: 1e6, capacity: 4096)
        bench.allowance = ByteAllowance(pool)
        let granted = [bench.allowance.take(bench.table.bytes), other.take((1 << 20) - (300 << 10))]
        #expect(granted == [true, true])
        for key in 0..<4096 as Range<UInt64> { bench.add(key, at: 1) }
        let stuck = bench.table.count
        #expect(stuck < 4096 && bench.table.evictions > 0)
        other.giveBack(700 << 10)
        _ = bench.reclaim(now: 2)
        for key in 10_000..<14_096 as Range<UInt64> { bench.add(key, at: 2) }
        #expect(bench.table.count > stuck && bench.allowance.used == bench.table.bytes)
    }

    @Test func memoryFallsAgainWhenFlowsAreOver() {
        var bench = Bench(t: 1, capacity: 4096)
        bench.add(5, perSecond: 10, from: 0, to: 1)
        for key in 0..<4000 as Range<UInt64> { bench.add(10 + key, at: 1) }
        let full = bench.allowance.used
        bench.add(5, perSecond: 10, from: 1, to: 20)
        let gone = bench.reclaim(now: 20)
        #expect(gone == 4000 && bench.table.count == 1)
        #expect(bench.allowance.used < full / 100 && bench.allowance.used == bench.table.bytes)
        #expect(abs((bench.table.top(1, now: 20).first?.value ?? 0) - 10) < 1.5)
    }

    /// What is in use stays where it is.
    @Test func aTableInUseIsLeftAlone() {
        var bench = Bench(t: 1, capacity: 4096)
        for key in 0..<1000 as Range<UInt64> { bench.add(key, at: 1) }
        let bytes = bench.table.bytes
        let gone = bench.reclaim(now: 2)
        #expect(gone == 0 && bench.table.bytes == bytes && bench.table.count == 1000)
    }
}
