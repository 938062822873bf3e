/// An option of the command line: its names, and what its words look like.
package struct DumpOption: Sendable {
    /// The first one is ours.
    package var names: [String]
    package var letter: Character?
    package var takesValue: Bool
    /// It says what is shown; of several the last one counts.
    package var isOutput: Bool
    /// sflowtool's, and what to say to who asks for it here.
    package var refusal: String?

    private init(_ letter: Character?, _ names: String..., value: Bool = false, output: Bool = false) {
        self.names = names
        self.letter = letter
        takesValue = value
        isOutput = output
    }

    private static func refused(_ letter: Character, _ name: String, value: Bool = false, _ why: String) -> DumpOption {
        var option = DumpOption(letter, name, value: value)
        option.refusal = "-\(letter), --\(name): \(why)"
        return option
    }

    /// Ours and sflowtool's.
    package static let all =
        [
            DumpOption("h", "help"), DumpOption("?", "help", "usage"), DumpOption("z", "version"),
            DumpOption("r", "read-pcap", value: true), DumpOption(nil, "follow"),
            DumpOption("P", "read-pcap-playback", value: true),
            DumpOption("p", "port", value: true), DumpOption("4", "listen-v4-only"), DumpOption("6", "listen-v6-only"),
            DumpOption("A", "listen-v4-v6"), DumpOption("b", "listen-address", value: true),
            DumpOption(nil, "text", output: true), DumpOption("l", "line", output: true),
            DumpOption("L", "fields", value: true, output: true), DumpOption("g", "grep", output: true),
            DumpOption("j", "json", output: true), DumpOption("J", "json-indented", output: true),
            DumpOption(nil, "typed"), DumpOption("t", "pcap", "write-pcap", output: true),
            DumpOption("T", "pcap-discards", "write-pcap-discards", output: true),
            DumpOption("M", "pcap-datagrams", "write-pcap-datagrams", output: true),
            DumpOption(nil, "pcapng"), DumpOption("x", "redact-payload"), DumpOption("w", "output", value: true),
            DumpOption(nil, "color", value: true), DumpOption("f", "forward", "forwarding-target", value: true),
            DumpOption("k", "keep-going", "keep-going-on-error"), DumpOption("D", "allow-dns"),
            DumpOption("V", "include-vlans", value: true), DumpOption("v", "exclude-vlans", value: true),
            DumpOption(nil, "filter", value: true), DumpOption(nil, "agent", value: true),
            DumpOption(nil, "count", value: true), DumpOption(nil, "stats"),
            DumpOption(nil, "stats-format", value: true), DumpOption(nil, "list"),
        ] + unsupported

    /// sflowtool's, that are not here.
    package static let unsupported = [
        refused("c", "netflow-collector", value: true, netFlow),
        refused("d", "netflow-udp-dport", value: true, netFlow),
        refused("N", "netflow-version", value: true, netFlow),
        refused("e", "netflow-peer-as", netFlow),
        refused("s", "no-scaling", netFlow),
        refused("S", "netflow-spoof-source", netFlow),
        refused(
            "R",
            "read-pcap-sampling",
            value: true,
            "packets of a capture are not sampled here; sample an interface with starling-agent, or use sflowtool -R"
        ),
        refused(
            "H",
            "common-logfile",
            "the Common Log Format is not written here; choose the fields with --fields, or use sflowtool -H"
        ),
        refused(
            "a",
            "anonymize",
            "addresses are not made anonymous here; --redact-payload cuts the payload of packets"
        ),
    ]

    private static let netFlow =
        "NetFlow is not sent here; forward sFlow itself with --forward HOST:PORT, or use sflowtool for this"
}
