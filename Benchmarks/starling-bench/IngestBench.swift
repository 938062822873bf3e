import CBench
import Foundation
import NetTypes

/// How many datagrams a second the analyzer takes from a socket without loss, and at what cost, beside the cost of
/// receiving alone. The sender has one core, the analyzer with all its threads another.
struct IngestBench {
    let load: Load
    let binaries: String
    let isQuick: Bool

    /// A tenth of a percent: what counts as no loss.
    private static let tolerableLoss = 0.001
    private var seconds: Double { isQuick ? 1 : 3 }
    private var ownCore: Int? { ProcessInfo.processInfo.activeProcessorCount > 1 ? 1 : nil }

    /// What came of sending at one rate.
    struct Trial {
        var rate = 0.0, loss = 0.0, cpuPerDatagram = 0.0
        /// The sender could not send faster.
        var isSenderLimit = false
    }

    func run(into report: inout Report) throws {
        if ownCore != nil { cbench_pin(0) }
        for count in [1, 10] {
            let analyzer = try Analyzer(binaries: binaries, core: ownCore)
            defer { analyzer.stop() }
            for (number, definition) in Definitions.first(count).enumerated() {
                try analyzer.define("bench\(number)", definition)
            }
            let best = try search { try trial(analyzer, rate: $0) }
            try add("\(count) definition\(count == 1 ? "" : "s")", best, into: &report)
        }
        try IngestComparison(load: load, binaries: binaries, isQuick: isQuick, core: ownCore).run(into: &report)
    }

    private func add(_ name: String, _ trial: Trial, into report: inout Report) throws {
        guard trial.rate > 0 else { throw BenchError("\(name): loss at every rate") }
        let samples = Double(Traffic.samplesPerDatagram)
        let limit = trial.isSenderLimit ? " (the sender's limit)" : ""
        report.add("ingest", "\(name): without loss", trial.rate, "datagrams/s\(limit)")
        report.add("ingest", "\(name): without loss", trial.rate * samples, "flow samples/s")
        report.add("ingest", "\(name): CPU", trial.cpuPerDatagram * 1e9, "ns a datagram, user and system")
        report.add("ingest", "\(name): 1 s / CPU", samples / trial.cpuPerDatagram, "flow samples/s a core")
    }

    /// The highest rate without loss: upwards by halves until there is loss, then between the last two.
    private func search(_ trial: (Double) throws -> Trial) rethrows -> Trial {
        var best = Trial(), bad = Double.infinity, rate = 50_000.0
        for _ in 0..<(isQuick ? 9 : 14) {
            let found = try trial(rate)
            if found.loss <= Self.tolerableLoss { best = found } else { bad = min(bad, rate) }
            if found.isSenderLimit && bad == .infinity { break }
            rate = bad == .infinity ? rate * 1.5 : (best.rate + bad) / 2
            if bad - best.rate < 0.03 * bad { break }
        }
        return best
    }

    private func trial(_ analyzer: Analyzer, rate: Double) throws -> Trial {
        let receivedBefore = try analyzer.received(), cpuBefore = try analyzer.process.cpuSeconds()
        let sent = try load.send(to: analyzer.sflowPort, rate: rate, seconds: seconds)
        usleep(300_000)
        let received = Double(try analyzer.received() - receivedBefore)
        let cpu = try analyzer.process.cpuSeconds() - cpuBefore
        let reached = Double(sent.datagrams) / sent.seconds
        return Trial(
            rate: reached,
            loss: 1 - received / Double(sent.datagrams),
            cpuPerDatagram: cpu / max(received, 1),
            isSenderLimit: reached < 0.95 * rate
        )
    }
}
