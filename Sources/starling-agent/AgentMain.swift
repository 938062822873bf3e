import Agent
import ControlGroups
import Glibc
import NetTypes

/// The program from its arguments to its exit code.
struct AgentMain {
    /// Exit codes, as the help text has them.
    enum ExitCode { static let stopped: Int32 = 0, refused: Int32 = 1, wrong: Int32 = 2 }

    let arguments: [String]

    func run() -> Int32 {
        let line: AgentCommandLine
        do throws(CommandLineError) {
            line = try AgentCommandLine.parse(arguments)
        } catch {
            for problem in error.problems { complain(problem) }
            return ExitCode.wrong
        }
        switch line.action {
        case .help: return show(AgentHelp.text)
        case .version: return show("starling-agent \(starlingVersion)")
        case .run: return run(line)
        }
    }

    private func run(_ line: AgentCommandLine) -> Int32 {
        let log = Log(level: line.logLevel, format: line.logFormat)
        let source = AgentConfigurationSource(commandLine: line, environment: environmentVariables())
        guard let configuration = load(source, log) else { return ExitCode.wrong }
        do {
            return try run(line, configuration, source.stateDirectory(configuration), log) { load(source, log) }
        } catch {
            log.error("the agent cannot run: \(error)")
            return ExitCode.refused
        }
    }

    private func run(
        _ line: AgentCommandLine,
        _ configuration: AgentConfiguration,
        _ stateDirectory: String?,
        _ log: Log,
        reload: () -> AgentConfiguration?
    ) throws -> Int32 {
        let parts = try Wiring.parts(configuration, stateDirectory: stateDirectory, log)
        let daemon = try AgentDaemon(
            configuration,
            parts: parts,
            log: log,
            observer: line.printsJSON ? { printSamples($0) } : nil
        )
        if parts.workloads != nil, !line.isOnce { ControlGroupMonitor.takePrecedence(log) }
        Privileges.keepOnlyNeeded(for: configuration, log)
        guard line.isOnce else {
            try daemon.run(reload: reload)
            return ExitCode.stopped
        }
        try daemon.runOnce(sends: !line.printsJSON)
        return daemon.unsentDatagrams == 0 || line.printsJSON ? ExitCode.stopped : ExitCode.refused
    }

    /// Reads the configuration and logs its problems; `nil` where one is an error.
    private func load(_ source: AgentConfigurationSource, _ log: Log) -> AgentConfiguration? {
        let (configuration, problems) = source.load()
        for problem in problems { log.log(problem.severity == .error ? .error : .warning, problem.text) }
        return problems.contains { $0.severity == .error } ? nil : configuration
    }

    private func show(_ text: String) -> Int32 {
        writeText(text + "\n", to: 1)
        return ExitCode.stopped
    }

    private func complain(_ problem: String) {
        Log.toStandardError("starling-agent: \(problem)\n")
    }
}

/// Prints a datagram's samples as they are made.
private func printSamples(_ datagram: RawSpan) {
    guard let lines = try? SampleJSON.lines(datagram) else { return }
    writeText(lines, to: 1)
}

/// The process's environment.
private func environmentVariables() -> [String: String] {
    var result: [String: String] = [:]
    for name in EnvironmentVariable.all.map(\.name) {
        if let value = unsafe getenv(name) { unsafe result[name] = String(cString: value) }
    }
    return result
}
