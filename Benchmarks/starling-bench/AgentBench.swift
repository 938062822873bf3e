import Foundation

/// What the agent costs its node: CPU time and resident memory, idle and with packets.
struct AgentBench {
    let binaries: String
    let seconds: Int

    func run(into report: inout Report) throws {
        let isRoot = geteuid() == 0
        try idle("idle, 1 s polling, packets", "polling = 1 sampling = 400 pcap { speed = 1- }", into: &report)
        try idle("idle, 30 s polling, counters only", "polling = 30", into: &report)
        guard isRoot else { throw BenchError("not root: the agent is not measured with packets") }
        try busy(into: &report)
    }

    private func idle(_ name: String, _ settings: String, into report: inout Report) throws {
        try measure(name, settings, within: [], into: &report)
    }

    /// 10,000 packets a second between two network namespaces, 1 in 10 sampled.
    private func busy(into report: inout Report) throws {
        let link = try TestLink()
        defer { link.remove() }
        let traffic = try ChildProcess("ip", link.sender(packetsPerSecond: 10_000, seconds: seconds + 10))
        defer { traffic.stop() }
        let settings = "polling = 30 sampling = 10 pcap { dev = \(link.device) }"
        try measure("1,000 sampled packets/s", settings, within: link.inside, into: &report)
    }

    private func measure(_ name: String, _ settings: String, within: [String], into report: inout Report) throws {
        let sink = try child(within, [CommandLine.arguments[0], "sink"], readsOutput: true)
        defer { sink.stop() }
        guard let port = sink.line() else { throw BenchError("the sink did not start") }
        let file = NSTemporaryDirectory() + "starling-bench-\(getpid()).conf"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try "sflow { \(settings) collector { ip = 127.0.0.1 udpport = \(port) } }\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        let agent = try child(within, ["\(binaries)/starling-agent", "-f", file])
        defer { agent.stop() }
        sleep(3)
        let before = try agent.cpuSeconds()
        sleep(UInt32(seconds))
        guard agent.isRunning else { throw BenchError("starling-agent ended early") }
        let cpu = try agent.cpuSeconds() - before, memory = try agent.residentMegabytes()
        agent.stop()
        sink.stop()
        let datagrams = sink.line().flatMap { Double($0) } ?? 0
        report.add("agent", "\(name): CPU", cpu, "s in \(seconds) s")
        report.add("agent", "\(name): CPU", 100 * cpu / Double(seconds), "% of a core")
        report.add("agent", "\(name): resident", memory, "MB")
        report.add("agent", "\(name): datagrams", datagrams, "in \(seconds + 3) s")
    }

    private func child(_ within: [String], _ command: [String], readsOutput: Bool = false) throws -> ChildProcess {
        let all = within + command
        return try ChildProcess(all[0], Array(all.dropFirst()), readsOutput: readsOutput)
    }
}
