import ArgumentParser
import Dump

/// Where datagrams come from.
struct DumpInput: ParsableArguments {
    enum Family: String, EnumerableFlag {
        case v4, v6, both

        static func name(for value: Family) -> NameSpecification {
            switch value {
            case .v4: [.customLong("listen-v4-only"), .customShort("4")]
            case .v6: [.customLong("listen-v6-only"), .customShort("6")]
            case .both: [.customLong("listen-v4-v6"), .customShort("A")]
            }
        }

        static func help(for value: Family) -> ArgumentHelp? {
            switch value {
            case .v4: "Receive by an IPv4 socket."
            case .v6: "Receive by an IPv6 socket, which takes IPv4 as well."
            case .both: "The same, or an IPv4 socket where there is no IPv6."
            }
        }
    }

    @Option(
        name: [.customShort("r"), .long],
        help: ArgumentHelp(
            "Read this capture (pcap, pcapng; - is standard input); may be repeated.",
            valueName: "file"
        ),
        completion: .file()
    )
    var readPcap: [String] = []

    @Flag(name: .long, help: "Go on when the capture grows.")
    var follow = false

    @Option(
        name: [.customShort("P"), .long],
        help: ArgumentHelp(
            "Read it as fast as it was captured (1), or so many times faster; from 100 on at once.",
            valueName: "speed"
        )
    )
    var readPcapPlayback: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Receive on this UDP port; in captures, read what was sent to it only. (default: 6343)",
            valueName: "port"
        )
    )
    var port: String?

    @Option(
        name: [.customShort("b"), .long],
        help: ArgumentHelp("Receive on this address of the host only.", valueName: "addr")
    )
    var listenAddress: String?

    @Flag(exclusivity: .chooseLast) var family: Family = .both

    func set(_ options: inout DumpOptions) {
        options.files = readPcap
        options.follows = follow
        options.playback = readPcapPlayback
        options.port = port
        options.listenAddress = listenAddress
        options.family =
            switch family {
            case .v4: .v4
            case .v6: .v6
            case .both: .both
            }
    }
}

/// What is made of them.
struct DumpOutput: ParsableArguments {
    enum Form: String, EnumerableFlag {
        case text, line, grep, json, jsonIndented, packets, discards, datagrams

        static func name(for value: Form) -> NameSpecification {
            switch value {
            case .text: .long
            case .line: .shortAndLong
            case .grep: .shortAndLong
            case .json: .shortAndLong
            case .jsonIndented: [.customShort("J"), .customLong("json-indented")]
            case .packets: [.customShort("t"), .customLong("pcap"), .customLong("write-pcap")]
            case .discards: [.customShort("T"), .customLong("pcap-discards"), .customLong("write-pcap-discards")]
            case .datagrams: [.customShort("M"), .customLong("pcap-datagrams"), .customLong("write-pcap-datagrams")]
            }
        }

        static func help(for value: Form) -> ArgumentHelp? {
            switch value {
            case .text: "A line for each field. (default)"
            case .line: "A line of comma-separated values for each sample."
            case .grep: "A line for each field, with where it is from."
            case .json: "An object for each datagram, on a line."
            case .jsonIndented: "The same on many lines."
            case .packets: "The sampled headers, as a capture."
            case .discards: "The headers of discarded packets, as a capture."
            case .datagrams: "The datagrams themselves, as a capture."
            }
        }

        var form: DumpOptions.Form {
            switch self {
            case .text: .text
            case .line: .line
            case .grep: .grep
            case .json: .json
            case .jsonIndented: .indentedJSON
            case .packets: .packets
            case .discards: .discards
            case .datagrams: .datagrams
            }
        }
    }

    @Flag(exclusivity: .chooseLast) var form: Form?

    @Option(
        name: [.customShort("L"), .long],
        help: ArgumentHelp("A line for each sample, of the values of these fields: srcIP,dstIP.", valueName: "fields")
    )
    var fields: String?

    @Flag(name: .long, help: "In JSON, numbers are numbers and not strings.")
    var typed = false

    @Flag(name: .long, help: "Captures of sampled headers are pcapng, which has packets of all kinds.")
    var pcapng = false

    @Flag(name: [.customShort("x"), .long], help: "In captures, leave out what is behind the headers of a packet.")
    var redactPayload = false

    @Option(
        name: [.customShort("w"), .long],
        help: ArgumentHelp("Write to this file.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    @Option(
        name: [.customShort("f"), .long, .customLong("forwarding-target")],
        help: ArgumentHelp(
            "Pass every datagram on, to HOST:PORT or HOST/PORT; may be repeated.",
            valueName: "host:port"
        )
    )
    var forward: [String] = []

    @Flag(name: .long, help: "Count, and print a table at the end and on SIGUSR1.")
    var stats = false

    @Option(name: .long, help: ArgumentHelp("How statistics are printed: table or json.", valueName: "form"))
    var statsFormat: DumpOptions.StatisticsForm?

    @Option(name: .long, help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
    var color: DumpOptions.Color = .auto

    func set(_ options: inout DumpOptions) {
        options.form = form?.form ?? (fields == nil ? nil : .fields)
        options.fields = fields
        options.isTyped = typed
        options.isPcapng = pcapng
        options.redactsPayload = redactPayload
        options.outputPath = output
        options.forwardTargets = forward
        options.statistics = statsFormat ?? (stats ? .table : nil)
        options.color = color
    }
}

/// Which of them.
struct DumpChoice: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Show the packets that this accepts, as in ipsource=10.0.0.1&tcpdestinationport=443.",
            valueName: "filter"
        )
    )
    var filter: String?

    @Option(
        name: [.customShort("V"), .long],
        help: ArgumentHelp("Show packets of these VLANs, as in 0-20,4091; 0 is none.", valueName: "vlans")
    )
    var includeVlans: [String] = []

    @Option(
        name: [.customShort("v"), .long],
        help: ArgumentHelp("Do not show packets of these VLANs.", valueName: "vlans")
    )
    var excludeVlans: [String] = []

    @Option(name: .long, help: ArgumentHelp("Take the datagrams of this agent; may be repeated.", valueName: "addr"))
    var agent: [String] = []

    @Option(name: .long, help: ArgumentHelp("Stop after so many datagrams.", valueName: "n"))
    var count: String?

    @Flag(
        name: [.customShort("k"), .long, .customLong("keep-going-on-error")],
        help: "Go on after an error in a capture."
    )
    var keepGoing = false

    @Flag(name: [.customShort("D"), .customLong("allow-dns")], help: "Nothing: names are always looked up.")
    var allowDNS = false

    func set(_ options: inout DumpOptions) {
        options.filter = filter
        options.includedVLANs = includeVlans
        options.excludedVLANs = excludeVlans
        options.agents = agent
        options.count = count
        options.keepsGoing = keepGoing
    }
}

extension DumpOptions.Color: ExpressibleByArgument {}
extension DumpOptions.StatisticsForm: ExpressibleByArgument {}
