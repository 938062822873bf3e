import Glibc
import NetTypes
import Testing

@testable import FlowTables

/// What the estimates are worth, on traffic whose truth is known: packets of flows whose popularity follows Zipf's law, of
/// mixed sizes, each sampled with probability 1/N. `starling-bench accuracy` does the same at full length.
@Suite struct AccuracyTests {
    /// Every key above the threshold is present, and the true top 100 are all among the 200 of an answer.
    @Test func theLargestOfAMillionFlowsAreAllThere() {
        var bench = Bench(t: 10, capacity: 4096), random = Random(17)
        let zipf = Zipf(1_000_000), perSecond = 40_000
        var truth = Truth(t: 10)
        for sample in 0..<20 * perSecond {
            let now = Double(sample) / Double(perSecond), key = zipf.next(&random)
            let size = Double(64 + random.below(1400))
            truth.add(key, size * 100, now)
            bench.add(key, value: size, rate: 100, at: now)
        }
        let end = 20.0, threshold = bench.table.missableRate(now: end)
        let present = Set((0..<bench.table.count).map { bench.table.records.key($0)[0] })
        let above = truth.keys.filter { truth.rate($0, end) > threshold * 1.000001 }
        #expect(truth.keys.count > 100_000 && bench.table.evictions > 100_000)
        #expect(above.count > 100 && above.allSatisfy { present.contains($0) })
        let largest = truth.keys.sorted { truth.rate($0, end) > truth.rate($1, end) }.prefix(100)
        let answer = Set(bench.table.top(200, now: end).map { $0.key[0] })
        #expect(largest.allSatisfy { answer.contains($0) }, "\(largest.filter { !answer.contains($0) })")
    }

    /// Of every flow with 30 samples the bound covers the truth in 95 % of moments 5·t apart, and the errors are as large as
    /// is said. Large flows among many small ones, which lose their places all the time.
    @Test(arguments: [2, 10]) func boundsCoverTheTruthAndAreNotTooWide(_ n: Int) {
        let t = 2.0, packetsPerSecond = 640 * n, moments = 45
        var bench = Bench(t: t, capacity: 256), random = Random(UInt64(n)), truth = Truth(t: t), tally = BoundTally()
        let small = Zipf(10_000)
        for packet in 0..<(moments + 2) * 10 * packetsPerSecond {
            let now = Double(packet) / Double(packetsPerSecond)
            let key = random.below(4) == 0 ? 100 + small.next(&random) : UInt64(random.below(24))
            let size = random.below(3) == 0 ? 64.0 : 1500
            truth.add(key, size, now)
            if random.below(n) == 0 { bench.add(key, value: size, rate: Double(n), at: now) }
            guard packet > 20 * packetsPerSecond, packet % (10 * packetsPerSecond) == 0 else { continue }
            tally.note(bench.table.top(256, now: now)) { truth.rate($0, now) }
        }
        #expect(tally.count >= 1000 && bench.table.evictions > 1000, "\(tally)")
        #expect(tally.coverage > 0.93 && tally.coverage < 0.97, "\(tally)")
        #expect(tally.deviation > 0.85 && tally.deviation < 1.15 && abs(tally.mean) < 0.15, "\(tally)")
    }

    /// Tables of parts of the traffic, added up, say what one table of all of it says, but for what each may have
    /// forgotten.
    @Test func mergedTablesAreATableOfTheUnion() {
        let zipf = Zipf(50_000)
        var whole = Bench(t: 20, capacity: 100_000), random = Random(99)
        var parts = (0..<4).map { _ in SharedBench(t: 20, capacity: 1000) }
        for sample in 0..<200_000 {
            let now = Double(sample) / 20_000, key = zipf.next(&random), size = Double(64 + random.below(1400))
            whole.add(key, value: size, rate: 50, at: now)
            parts[random.below(4)].bench.add(key, value: size, rate: 50, at: now)
        }
        var merge = FlowMerger(.sum, keyWords: 1, hash: .random())
        for part in parts { part.bench.table.report(1000, now: 10, source: 0, into: &merge) }
        let extrapolation = 20 / whole.table.divisor(age: 10, samples: 1e9)
        let missing = parts.reduce(0) { $0 + $1.bench.table.missableRate(now: 10) } * extrapolation
        let union = Dictionary(uniqueKeysWithValues: whole.table.top(100_000, now: 10).map { ($0.key[0], $0) })
        let merged = merge.top(1000)
        for flow in merged {
            let truth = union[flow.key[0]]!
            // A part's own rates are extrapolated from the moment when the part saw the flow.
            guard truth.samples > 400 else { continue }
            #expect(flow.value > truth.value * 0.99 - missing && flow.value - flow.overcount < truth.value * 1.05)
        }
        #expect(merged.prefix(20).map(\.key) == whole.table.top(20, now: 10).map(\.key))
        parts = []
    }
}

/// A bench where an array can hold it.
private final class SharedBench {
    var bench: Bench
    init(t: Double, capacity: Int) { bench = Bench(t: t, capacity: capacity) }
}

/// The truth that a rate stands for: Σ bytes · e^(−age/t) / t over all packets, not only those sampled.
private struct Truth {
    let t: Double
    private var sums: [UInt64: Double] = [:]

    init(t: Double) { self.t = t }

    var keys: [UInt64] { Array(sums.keys) }
    mutating func add(_ key: UInt64, _ value: Double, _ now: Double) { sums[key, default: 0] += value * exp(now / t) }
    func rate(_ key: UInt64, _ now: Double) -> Double { (sums[key] ?? 0) * exp(-now / t) / t }
}

/// How often a bound covered the truth, and how large the errors were against what was said.
struct BoundTally: CustomStringConvertible {
    private(set) var count = 0
    private var covered = 0
    private var sum = 0.0, squares = 0.0

    /// Takes the flows of at least 30 samples of which nothing may belong to others.
    mutating func note(_ flows: [TopFlow], _ truth: (UInt64) -> Double) {
        for flow in flows where flow.samples >= 30 && flow.overcount < flow.variance.squareRoot() / 100 {
            let error = flow.value - truth(flow.key[0])
            count += 1
            if abs(error) <= flow.value * flow.errorPercent / 100 { covered += 1 }
            let score = error / flow.variance.squareRoot()
            sum += score
            squares += score * score
        }
    }

    var coverage: Double { Double(covered) / Double(count) }
    var mean: Double { sum / Double(count) }
    var deviation: Double { (squares / Double(count) - mean * mean).squareRoot() }

    var description: String { "\(count) bounds, \(coverage) cover, mean \(mean), deviation \(deviation)" }
}
