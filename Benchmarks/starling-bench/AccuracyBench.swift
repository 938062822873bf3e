import FlowTables
import Foundation

/// What the estimates of flow tables are worth, on traffic whose truth is known, and what bounds cost. The traffic is the
/// same in every run.
struct AccuracyBench {
    let isQuick: Bool

    func run(into report: inout Report) throws {
        // First, so that the memory that is measured is not what the others have left.
        try expiry(into: &report)
        largest(into: &report)
        bounds(into: &report)
        squareWave(into: &report)
        distinct(into: &report)
    }

    /// A million flows in a table of 4,096: what is missing?
    private func largest(into report: inout Report) {
        var traffic = KnownTraffic(flows: 1_000_000, packetsPerSecond: 4_000_000, samplingRate: 100, t: 10, seed: 3)
        traffic.advance(to: isQuick ? 5 : 30)
        let now = traffic.now, threshold = traffic.table.missableRate(now: now)
        let present = Set(traffic.table.top(4096, now: now).map { $0.key[0] })
        let above = traffic.sampled.indices.filter { traffic.sampledRate($0) > threshold * 1.000001 }
        let missing = above.filter { !present.contains(UInt64($0)) }
        let answer = Set(traffic.table.top(200, now: now).map { $0.key[0] })
        let largest = traffic.truth.indices.sorted { traffic.truth[$0] > traffic.truth[$1] }.prefix(100)
        add("different flows", Double(traffic.truth.count { $0 > 0 }), "", to: &report)
        add("flows whose samples are above what can be missed", Double(above.count), "", to: &report)
        add("missing of them", Double(missing.count), "", to: &report)
        add("true top 100 in an answer of 200", Double(largest.count { answer.contains(UInt64($0)) }), "", to: &report)
    }

    /// Moments 5·t apart, every flow with 30 samples.
    private func bounds(into report: inout Report) {
        // Where few packets are sampled there are fewer flows: every packet of a second is drawn, also those that are not.
        for (samplingRate, samples, flows) in [(2, 1500.0, 1_000_000), (20, 1500.0, 1_000_000), (400, 300.0, 100)] {
            let seed = UInt64(samplingRate)
            var traffic = KnownTraffic(
                flows: flows,
                packetsPerSecond: samples * Double(samplingRate),
                samplingRate: samplingRate,
                t: 1,
                seed: seed
            )
            var tally = BoundTally()
            for moment in 2..<(isQuick ? 102 : 1002) {
                traffic.advance(to: Double(moment) * 5)
                tally.note(traffic.table.top(4096, now: traffic.now)) { traffic.rate($0) }
            }
            let name = "1 in \(samplingRate)"
            add("\(name): bounds of flows with 30 samples", Double(tally.count), "", to: &report)
            add("\(name): cover the truth", 100 * tally.coverage, "%", to: &report)
            add("\(name): deviation of errors against what is said", tally.deviation, "", to: &report)
            add("\(name): mean of them", tally.mean, "", to: &report)
        }
    }

    /// 1.25 MB/s, 30 s on and 30 s off.
    private func squareWave(into report: inout Report) {
        for t in [1.0, 500] {
            var bench = SingleFlow(t: t), on: [Double] = [], off: [Double] = []
            for step in 0..<60 * 60 * 100 {
                let now = Double(step) / 100, phase = now.truncatingRemainder(dividingBy: 60)
                if phase < 30 { bench.add(12_500, at: now) }
                guard now > 3300, step % 100 == 0 else { continue }
                if phase > 10, phase < 30 { on.append(bench.value(at: now)) }
                if phase > 40 { off.append(bench.value(at: now)) }
            }
            for (name, values) in [("on", on), ("off", off)] {
                add("t = \(Int(t)) s, 10 s after \(name): least", values.min()! / 1000, "kB/s", to: &report)
                add("t = \(Int(t)) s, 10 s after \(name): greatest", values.max()! / 1000, "kB/s", to: &report)
            }
        }
    }

    private func distinct(into report: inout Report) {
        for count in [16, 100, 1000, 10_000, 1_000_000] {
            let trials = max(min(20_000_000 / count, isQuick ? 50 : 400), 10)
            var squares = 0.0, sum = 0.0, random = SplitMix64(state: UInt64(count))
            for _ in 0..<trials {
                let error = SingleFlow.distinct(count, &random) / Double(count) - 1
                sum += error
                squares += error * error
            }
            let deviation = 100 * (squares / Double(trials)).squareRoot()
            add("\(count) different values: standard error", deviation, "%", to: &report)
            add("\(count) different values: bias", 100 * sum / Double(trials), "%", to: &report)
        }
    }

    private func add(_ name: String, _ value: Double, _ unit: String, to report: inout Report) {
        report.add("accuracy", name, value, unit)
    }
}
