import CBench
import Foundation

/// What each of several collectors pays for the same stream at the same rate, one after another; the sender has one core,
/// the collector with all its threads another.
struct IngestComparison {
    let load: Load
    let binaries: String
    let isQuick: Bool
    let core: Int?

    private var seconds: Double { isQuick ? 1 : 4 }
    /// The cheapest of so many rounds counts: what others do on the machine only adds.
    private var rounds: Int { isQuick ? 1 : 3 }

    /// Datagrams a second that all of them take without loss, that the fast ones take, and that many costly definitions take.
    private static let plainRate = 80_000.0, fastRate = 200_000.0, joinedRate = 100_000.0, mixedRate = 50_000.0

    func run(into report: inout Report) throws {
        load.isPlain = true
        try compare("each datagram by itself", rate: Self.plainRate, into: &report) {
            try [
                .sink(decodes: false, isJoined: false, core: core), .sink(decodes: true, isJoined: false, core: core),
                starling("1 definition", 1), starling("10 definitions", 10),
                .sfacctd(core: core), .sfcapd(core: core),
            ]
        }
        try compare("each datagram by itself", rate: Self.fastRate, into: &report) {
            try [
                .sink(decodes: false, isJoined: false, core: core), .sink(decodes: true, isJoined: false, core: core),
                starling("1 definition", 1),
            ]
        }
        try compare("each datagram by itself", rate: Self.mixedRate, into: &report) {
            try [
                .sink(decodes: false, isJoined: false, core: core), .sink(decodes: true, isJoined: false, core: core),
                .analyzer("20 mixed definitions", Definitions.mixed, binaries: binaries, core: core),
            ]
        }
        load.isPlain = false
        try compare("joined datagrams, UDP_GRO", rate: Self.joinedRate, into: &report) {
            try [
                .sink(decodes: false, isJoined: true, core: core), .sink(decodes: true, isJoined: true, core: core),
                starling("1 definition", 1), starling("10 definitions", 10),
            ]
        }
    }

    private func starling(_ name: String, _ count: Int) throws -> Receiver {
        try .analyzer(name, Definitions.first(count), binaries: binaries, core: core)
    }

    /// The second of the receivers is what the others are held against.
    private func compare(
        _ title: String,
        rate: Double,
        into report: inout Report,
        _ start: () throws -> [Receiver]
    ) throws {
        let receivers = try start()
        defer { for receiver in receivers { receiver.stop() } }
        var costs = Array(repeating: Double.infinity, count: receivers.count)
        for _ in 0..<rounds {
            for (place, receiver) in receivers.enumerated() {
                costs[place] = min(costs[place], try cost(of: receiver, rate: rate))
            }
        }
        for (receiver, cost) in zip(receivers, costs) {
            let name = "\(title), \(Int(rate))/s: \(receiver.name)"
            report.add(
                "ingest",
                name,
                cost * 1e9,
                "ns a flow sample, \(String(format: "%.2f", cost / costs[1])) of C's"
            )
            report.add("ingest", "\(name): 1 s / CPU", 1 / cost, "flow samples/s a core")
        }
    }

    /// Seconds of a processor for a flow sample.
    private func cost(of receiver: Receiver, rate: Double) throws -> Double {
        let before = try receiver.cpuSeconds(), dropsBefore = try receiver.drops()
        let sent = try load.send(to: receiver.port, rate: rate, seconds: seconds)
        usleep(300_000)
        let cost = (try receiver.cpuSeconds() - before) / Double(sent.datagrams * Traffic.samplesPerDatagram)
        let lost = Double(try receiver.drops() - dropsBefore) / Double(sent.datagrams)
        guard lost < 0.001 else { throw BenchError("\(receiver.name) lost \(lost * 100) % at \(Int(rate))/s") }
        return cost
    }
}
