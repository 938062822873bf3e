import NetTypes
import TestKit
import Testing

@testable import FlowTables

@Suite struct FlowCacheTests {
    private static func cache(keyWords: Int = 1) -> FlowCache {
        FlowCache(keyWords: keyWords, hash: KeyHash(seed: (1, 2)))
    }

    private func add(_ cache: inout FlowCache, _ key: [UInt64], _ value: Double = 1, rate: Double = 1, at now: Double) {
        if !cache.add(key.span, value: value, samplingRate: rate, now: now) {
            cache.begin(key.span, value: value, samplingRate: rate, now: now)
        }
    }

    @Test func aFlowHasWhatItsPacketsComeTo() {
        var cache = Self.cache()
        add(&cache, [7], 100, rate: 10, at: 1)
        add(&cache, [7], 300, rate: 20, at: 4)
        let flow = cache.flow([7].span)
        #expect(flow?.first == 1 && flow?.last == 4 && flow?.samples == 2)
        #expect(flow?.total == 7000)
        // 10·9·100² + 20·19·300².
        #expect(flow?.variance == 35_100_000)
        #expect(cache.count == 1)
    }

    @Test func whereEveryPacketIsSeenThereIsNoError() {
        var cache = Self.cache()
        for _ in 0..<5 { add(&cache, [1], 40, rate: 0, at: 1) }
        #expect(cache.flow([1].span)?.total == 200)
        #expect(cache.flow([1].span)?.errorPercent == 0)
    }

    @Test func theIdlestEndsFirst() {
        var cache = Self.cache()
        for key in 1...4 as ClosedRange<UInt64> { add(&cache, [key], at: Double(key)) }
        add(&cache, [1], at: 5)
        #expect(cache.endIdle(since: 1.5) == nil)
        #expect(cache.endIdle(since: 2)?.key == [2])
        #expect(cache.endIdle(since: 2) == nil)
        #expect([cache.endIdle()?.key, cache.endIdle()?.key, cache.endIdle()?.key] == [[3], [4], [1]])
        #expect(cache.endIdle() == nil && cache.count == 0)
    }

    /// What a flood has taken is given back although some of its flows go on.
    @Test func storageFollowsTheFlowsThatAreLeft() {
        var cache = Self.cache(keyWords: 2)
        for key in 0..<10_000 as Range<UInt64> { add(&cache, [key, 1], Double(key), at: 1 + Double(key) / 1e6) }
        for key in [9000, 17, 4000] as [UInt64] { add(&cache, [key, 1], 1, at: 3) }
        #expect(cache.places == 10_000)
        while cache.count > 3 { _ = cache.endIdle() }
        #expect(cache.places <= 256)
        for key in [9000, 17, 4000] as [UInt64] {
            #expect(cache.flow([key, 1].span)?.samples == 2 && cache.flow([key, 1].span)?.total == Double(key) + 1)
        }
        for key in 20_000..<20_100 as Range<UInt64> { add(&cache, [key, 1], at: 4) }
        add(&cache, [17, 1], at: 5)
        #expect(cache.endLong(begunBy: 2)?.key == [17, 1])
        #expect(
            [cache.endIdle()?.key, cache.endIdle()?.key, cache.endIdle()?.key] == [
                [9000, 1], [4000, 1], [20_000, 1],
            ]
        )
        #expect(cache.count == 99 && cache.flow([20_099, 1].span) != nil && cache.flow([17, 1].span) == nil)
    }

    @Test func theOldestEndsFirstHoweverBusyItIs() {
        var cache = Self.cache()
        add(&cache, [1], at: 1)
        add(&cache, [2], at: 2)
        for now in 3...9 { add(&cache, [1], at: Double(now)) }
        #expect(cache.endLong(begunBy: 0.9) == nil)
        let flow = cache.endLong(begunBy: 1)
        #expect(flow?.key == [1] && flow?.first == 1 && flow?.last == 9 && flow?.samples == 8)
        #expect(cache.endLong(begunBy: 1) == nil)
        add(&cache, [1], at: 10)
        #expect(cache.flow([1].span)?.first == 10 && cache.flow([1].span)?.samples == 1)
        #expect(cache.endLong(begunBy: 10)?.key == [2])
    }

    @Test func aTotalHasAnEmptyKey() {
        var cache = Self.cache(keyWords: 0)
        add(&cache, [], 3, at: 1)
        add(&cache, [], 4, at: 1)
        #expect(cache.count == 1 && cache.endIdle()?.total == 7)
    }

    /// Against dictionaries, with flows that come and go.
    @Test(arguments: [1, 2, 3] as [UInt64]) func agreesWithADictionary(seed: UInt64) {
        var generator = SplitMix(seed: seed), cache = Self.cache(keyWords: 2)
        var totals: [[UInt64]: Double] = [:], last: [[UInt64]: Double] = [:]
        for step in 1...20_000 {
            let key = [UInt64.random(in: 0..<40, using: &generator), UInt64.random(in: 0..<20, using: &generator)]
            let value = Double(UInt8.random(in: 1...200, using: &generator)), now = Double(step / 7)
            add(&cache, key, value, at: now)
            totals[key, default: 0] += value
            last[key] = now
            guard step % 97 == 0 else { continue }
            let limit = now - Double(UInt8.random(in: 0...80, using: &generator))
            while let flow = cache.endIdle(since: limit) {
                #expect(
                    flow.total == totals.removeValue(forKey: flow.key)
                        && flow.last == last.removeValue(forKey: flow.key)
                )
            }
            #expect(last.values.allSatisfy { $0 > limit })
        }
        #expect(cache.count == totals.count)
        var keys: Set<[UInt64]> = []
        cache.forEachKey { keys.insert(copy($0)) }
        #expect(keys == Set(totals.keys))
        while let flow = cache.endLong(begunBy: .infinity) {
            #expect(flow.total == totals.removeValue(forKey: flow.key))
        }
        #expect(totals.isEmpty)
    }
}
