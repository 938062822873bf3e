import ArgumentParser
import Dump
import Glibc
import NetTypes

/// `starling dump`
struct DumpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Prints, writes or forwards sFlow datagrams, from the network or from captures.",
        discussion: """
            starling dump                          prints what comes in on UDP port 6343
            starling dump -r x.pcap --line         a line for each sample of a capture
            starling dump -t | tcpdump -nr -       the sampled packets, as tcpdump shows them
            starling dump -f 192.0.2.1:6343        passes everything on

            Takes sflowtool's options beside its own; of several outputs the last one counts. starling-dump(1) has more.
            """,
        version: starlingVersion
    )

    @OptionGroup(title: "Input") var input: DumpInput
    @OptionGroup(title: "Output") var output: DumpOutput
    @OptionGroup(title: "Choice") var choice: DumpChoice

    @Flag(name: .long, help: "Print the reference of all structures, or of those that are named: host_cpu, 0:2003.")
    var list = false

    @Argument(help: ArgumentHelp("Structures for --list.", valueName: "structure"))
    var structures: [String] = []

    func validate() throws {
        if list {
            _ = try page()
            return
        }
        if let word = structures.first {
            throw ValidationError("What is to be done with '\(word)'? Captures are read with --read-pcap FILE.")
        }
        _ = try plan()
    }

    func run() throws {
        if list { return try printStructures() }
        let code = Dump.run(try plan())
        if code != 0 { throw ExitCode(code) }
    }

    private func plan() throws -> DumpPlan {
        var options = DumpOptions()
        input.set(&options)
        output.set(&options)
        choice.set(&options)
        do {
            return try DumpPlan(options, .ofProcess)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    private func page() throws -> String {
        do { return try StructureList.markdown(structures) } catch { throw ValidationError("\(error)") }
    }

    private func printStructures() throws {
        let page = try page(), style = TerminalStyle(descriptor: 1)
        write(isatty(1) == 1 ? MarkdownText(isColored: style.isColored).render(page) : page, to: 1)
    }
}

extension DumpPlan.Terminal {
    fileprivate static var ofProcess: DumpPlan.Terminal {
        DumpPlan.Terminal(
            isInput: isatty(0) == 1,
            isOutput: isatty(1) == 1,
            isError: isatty(2) == 1,
            allowsColor: TerminalStyle(descriptor: 1).isColored
        )
    }
}
