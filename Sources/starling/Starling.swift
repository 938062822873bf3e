import AnalyzerAPI
import ArgumentParser
import Dump
import NetTypes

/// The program: what it can do, and the commands.
@main
struct Starling: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "starling",
        abstract: "Shows, second by second, what nodes, interfaces and packet flows are doing.",
        discussion: """
            starling up        shows this host: open http://localhost:8008/
            starling analyze   receives sFlow of other hosts and switches on UDP port 6343
            starling dump      prints, writes or forwards sFlow datagrams, live or from captures
            starling check     says what is wrong with a configuration file
            starling query     asks a running analyzer: top flows, metrics, events
            starling simulate  sends the sFlow of a cluster that does not exist

            starling --generate-completion-script bash|zsh|fish   prints a script for the shell
            """,
        version: starlingVersion,
        subcommands: [Up.self, Analyze.self, DumpCommand.self, Check.self, Query.self, Simulate.self]
    )

    static func main() async {
        let arguments = CommandLine.arguments.dropFirst()
        await main(arguments.first == "dump" ? dumpArguments(arguments) : arguments.flatMap(separated))
    }

    /// `dump` takes sflowtool's spellings as well.
    private static func dumpArguments(_ arguments: ArraySlice<String>) -> [String] {
        do {
            return ["dump"] + (try SflowtoolArguments.normalized(arguments.dropFirst()))
        } catch {
            write("Error: \(error)\n", to: 2)
            exit(withError: ExitCode.validationFailure)
        }
    }

    /// `-Dname=value` as `-D name=value`: the parser would take `Dname` for the option's name.
    private static func separated(_ argument: String) -> [String] {
        argument.hasPrefix("-D") && argument != "-D" ? ["-D", String(argument.dropFirst(2))] : [argument]
    }
}
