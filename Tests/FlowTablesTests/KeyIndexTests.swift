import NetTypes
import Testing

@testable import FlowTables

@Suite struct KeyIndexTests {
    /// Few hashes and many removals: the index must say what a dictionary says.
    @Test func agreesWithADictionary() {
        var random = Random(9), index = KeyIndex(records: 64)
        let keys: [UInt64] = Array(0..<64)
        var present: Set<Int> = []
        for _ in 0..<20_000 {
            let key = random.below(64), hash = UInt32(key % 7) &* 0x1000_0001
            if present.contains(key) {
                index.remove(hash, record: key)
                present.remove(key)
            } else {
                index.insert(hash, record: key)
                present.insert(key)
            }
            let probe = random.below(64), code = UInt32(probe % 7) &* 0x1000_0001
            let found = index.find(code, keys.span.extracting(probe..<probe + 1), in: keys.span, stride: 1)
            #expect(found == (present.contains(probe) ? probe : -1))
        }
    }

    @Test func hashesDependOnEveryWordAndOnTheSeed() {
        let hash = KeyHash(seed: (1, 2)), other = KeyHash(seed: (1, 4))
        var seen: Set<UInt32> = []
        var differing = 0
        for number in 0..<50_000 as Range<UInt64> {
            let low: [UInt64] = [number, 0], high: [UInt64] = [0, number << 40]
            seen.insert(hash(low.span))
            seen.insert(hash(high.span))
            differing += hash(low.span) == other(low.span) ? 0 : 1
        }
        // 10^5 random numbers of 32 bits collide about once.
        #expect(seen.count > 99_980 && differing > 49_990)
        #expect(KeyHash.random() != KeyHash.random())
    }

    @Test func lowBitsAreSpreadEvenly() {
        let hash = KeyHash(seed: (77, 991))
        var buckets = [Int](repeating: 0, count: 256)
        for number in 0..<65_536 as Range<UInt64> {
            let key: [UInt64] = [0x0a00_0000_0000_0000 | number << 32, 443]
            buckets[Int(hash(key.span) & 255)] += 1
        }
        // 256 each, with a standard deviation of 16.
        #expect(buckets.allSatisfy { $0 > 256 - 96 && $0 < 256 + 96 })
    }
}
