import Agent
import ArgumentParser

/// `starling check`
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says every problem of configuration files, with its place.",
        discussion: "Exits with 1 when there are errors, with 0 when there are only warnings or nothing at all."
    )

    @Argument(help: ArgumentHelp("Configuration files of the agent: /etc/hsflowd.conf.", valueName: "file"))
    var files: [String]

    func run() throws {
        let problems = files.flatMap { ConfigurationCheck.problems(inFile: $0) }
        for problem in problems { print(problem) }
        if problems.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
        if problems.isEmpty { print("no problems found") }
    }
}
