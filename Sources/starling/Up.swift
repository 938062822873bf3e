import AnalyzerAPI
import ArgumentParser
import Glibc
import Ingest
import Logging
import NetTypes

/// `starling up`
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows this host: the analyzer, and an agent that measures this host.",
        discussion: """
            The agent runs as a process of its own and ends with this one. As root it samples packets as well; without \
            privileges it reports counters only.
            """
    )

    @OptionGroup var options: AnalyzerOptions

    @Option(name: .long, help: ArgumentHelp("Seconds between the agent's counters, 1 to 300.", valueName: "s"))
    var polling = 1

    /// A quiet host has some ten packets a second: fewer samples than this would show it nothing. At 100,000 packets a
    /// second it is 10,000 samples, which one agent and one ingest thread carry.
    @Option(name: .long, help: ArgumentHelp("Sample one packet in so many; 0 for none.", valueName: "n"))
    var sampling = 10

    @Option(
        name: .long,
        help: ArgumentHelp("The agent's executable. (default: beside this one, else in PATH)", valueName: "path")
    )
    var agent: String?

    func validate() throws {
        guard (1...300).contains(polling) else { throw ValidationError("--polling is to be 1 to 300, not \(polling).") }
        guard (0...10_000_000).contains(sampling) else {
            throw ValidationError("--sampling is to be 0 to 10000000, not \(sampling).")
        }
    }

    func run() async throws {
        let logger = options.logging.makeLogger()
        try await reportingErrors {
            let executable = try agentExecutable(agent)
            let analyzer = try RunningAnalyzer(try options.settings(logger), logger)
            let arguments = agentArguments(analyzer.ingest.addresses[0])
            let supervisor = AgentSupervisor(executable: executable, arguments: arguments, logger: logger)
            try await analyzer.run(beside: [supervisor]) { url in
                write("\(TerminalStyle(descriptor: 1).bold("Console:")) \(url)\n", to: 1)
            }
        }
    }

    private func agentArguments(_ address: SocketAddress) -> [String] {
        let host: IPAddress = address.address.isUnspecified ? .v4(0x7f00_0001) : address.address
        let collector = SocketAddress(host, port: address.port)
        return [
            "--collector", "\(collector)", "--polling", "\(polling)", "--sampling", "\(sampling)", "--log-level",
            agentLogLevel(options.logging.logLevel),
        ]
    }
}

/// The agent's name of a level.
private func agentLogLevel(_ level: Logger.Level) -> String {
    switch level {
    case .trace, .debug: "debug"
    case .critical: "error"
    default: level.rawValue
    }
}
