import Glibc
import TestKit
import Testing

@testable import Agent

@Suite struct CommandLineTests {
    @Test func programFlags() throws {
        let line = try AgentCommandLine.parse([
            "-f", "x.conf", "--once", "--json", "--log-level", "debug", "--log-format=json",
        ])
        #expect(line.file == "x.conf")
        #expect(line.isOnce && line.printsJSON)
        #expect(line.logLevel == .debug)
        #expect(line.logFormat == .json)
        #expect(try AgentCommandLine.parse(["-h"]).action == .help)
        #expect(try AgentCommandLine.parse(["--version"]).action == .version)
    }

    @Test(arguments: [
        (
            ["--colector", "x"],
            ["--colector is no known flag (did you mean --collector?)"]
        ),
        (["--polling"], ["--polling needs a value: SECONDS"]),
        (["polling=3"], ["'polling=3' is no flag; settings are given by flags"]),
        (["--once=yes"], ["--once takes no value"]),
        (["--log-level", "loud"], ["--log-level: 'loud' is none of trace, debug, info, notice, warning, error"]),
        (["--zzzzzzzz", "-q"], ["--zzzzzzzz is no known flag", "-q is no known flag"]),
    ])
    func allMistakesAreSaid(_ arguments: [String], _ problems: [String]) {
        #expect(throws: CommandLineError(problems: problems)) { try AgentCommandLine.parse(arguments) }
    }

    @Test func everyFlagIsInTheHelp() {
        for flag in AgentFlag.all { #expect(AgentHelp.text.contains("--\(flag.name)"), "\(flag.name)") }
        let words = AgentHelp.text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        #expect(words.contains("[default 30; environment POLLING]"))
        #expect(Set(AgentFlag.all.map(\.name)).count == AgentFlag.all.count)
    }

    @Test func theReferencePageIsTheDeclarations() {
        #expect(
            GeneratedPage("docs/agent-configuration.md", ConfigurationReference.markdown).isCurrent,
            "make docs writes it"
        )
    }
}
