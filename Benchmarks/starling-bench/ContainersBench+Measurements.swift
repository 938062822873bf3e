import Foundation

extension ContainersBench {
    private static let part = "containers"
    /// Seconds between two statistics of a container where Docker is asked for them.
    private static let period = 30
    /// Seconds until the agent and Docker have come to rest.
    private static let warmUp: UInt32 = 15

    /// The measurements, inside of the namespaces.
    func measure(directory: String) throws -> Report {
        var report = Report()
        let engine = try DockerEngine(directory: directory)
        let begin = Date()
        try engine.run(count)
        report.add(Self.part, "starting \(count) containers", Date().timeIntervalSince(begin), "s")
        sleep(Self.warmUp)

        add("at rest", try engine.used { sleep(UInt32(seconds)) }, into: &report)
        let asked = try ask(engine, "stats?stream=false", "asked for statistics", into: &report)
        _ = try ask(engine, "stats?stream=false&one-shot=true", "asked for one-shot statistics", into: &report)
        for polling in [30, 1] {
            let (agent, docker) = try follow(engine, directory, polling: polling, into: &report)
            let name = "\(polling) s polling: of what asking costs"
            report.add(Self.part, "\(name): agent and dockerd", (agent + docker.dockerd) / asked.dockerd, "×")
            let daemons = (agent + docker.daemons) / asked.daemons
            report.add(Self.part, "\(name): agent, dockerd and containerd", daemons, "×")
        }
        return report
    }

    private func add(_ name: String, _ used: DockerEngine.Use, into report: inout Report) {
        report.add(Self.part, "\(name): dockerd: CPU", used.dockerd, "s in \(seconds) s")
        report.add(Self.part, "\(name): with containerd: CPU", used.daemons, "s in \(seconds) s")
        report.add(Self.part, "\(name): with the shims too: CPU", used.all, "s in \(seconds) s")
    }

    /// What Docker uses while it is asked for every container's statistics each period.
    private func ask(
        _ engine: DockerEngine,
        _ question: String,
        _ name: String,
        into report: inout Report
    ) throws -> DockerEngine.Use {
        let asker = StatisticsAsker(engine, question, seconds: Double(seconds), period: Double(Self.period))
        let used = try engine.used { asker.run() }
        add("\(name) every \(Self.period) s", used, into: &report)
        report.add(Self.part, "\(name): an answer takes", asker.secondsPerAnswer, "s")
        let wanted = Double(count * seconds / Self.period)
        guard Double(asker.answers) > 0.9 * wanted else {
            throw BenchError("Docker gave \(asker.answers) answers instead of \(wanted)")
        }
        return used
    }

    /// What the agent and Docker use while the agent runs.
    private func follow(
        _ engine: DockerEngine,
        _ directory: String,
        polling: Int,
        into report: inout Report
    ) throws -> (agent: Double, docker: DockerEngine.Use) {
        let sink = try ChildProcess(CommandLine.arguments[0], ["sink"], readsOutput: true)
        defer { sink.stop() }
        guard let port = sink.line() else { throw BenchError("the sink did not start") }
        let file = "\(directory)/agent.conf"
        try """
        sflow {
          polling = \(polling)
          collector { ip = 127.0.0.1 udpport = \(port) }
          docker { unixsock = \(engine.socket) }
        }

        """.write(toFile: file, atomically: true, encoding: .utf8)
        let agent = try ChildProcess("\(binaries)/starling-agent", ["-f", file, "--state", "\(directory)/state"])
        defer { agent.stop() }
        sleep(Self.warmUp)
        let name = "\(polling) s polling"
        report.add(Self.part, "\(name): agent until it rests: CPU", try processorSeconds(of: agent.identifier), "s")

        let before = try processorSeconds(of: agent.identifier)
        let docker = try engine.used { sleep(UInt32(seconds)) }
        guard agent.isRunning else { throw BenchError("starling-agent ended early") }
        let own = try processorSeconds(of: agent.identifier) - before
        report.add(Self.part, "\(name): agent: CPU", own, "s in \(seconds) s")
        add(name, docker, into: &report)
        report.add(Self.part, "\(name): agent: resident", try agent.residentMegabytes(), "MB")
        agent.stop()
        sink.stop()
        try checkTold(sink, polls: seconds / polling)
        return (own, docker)
    }

    /// An agent that follows no containers would cost little: at most 16 of them fit into a datagram.
    private func checkTold(_ sink: ChildProcess, polls: Int) throws {
        let datagrams = sink.line().flatMap { Int($0) } ?? 0
        guard datagrams >= polls * count / 16 else {
            throw BenchError("the agent sent \(datagrams) datagrams about \(count) containers in \(polls) polls")
        }
    }
}
