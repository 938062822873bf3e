import DatagramPrinting
import FlowLanguage
import Glibc
import NetTypes
import Spelling

extension DumpPlan {
    /// What the options come to, or everything that is wrong with them.
    package init(_ options: DumpOptions, _ terminal: Terminal) throws(DumpProblems) {
        var reading = OptionReading(options)
        let input = reading.input(), form = reading.form()
        self.init(
            input: input,
            capturePort: reading.port(),
            playback: reading.playback(),
            form: form,
            isTyped: options.isTyped,
            isColored: Self.isColored(options, terminal),
            outputPath: options.outputPath == "-" ? nil : options.outputPath,
            targets: reading.targets(),
            keepsGoing: options.keepsGoing,
            filter: reading.filter(),
            vlans: reading.vlans(),
            agents: reading.agents(),
            limit: reading.limit(),
            statistics: options.statistics,
            terminal: terminal
        )
        reading.checkCombinations(self)
        guard reading.problems.isEmpty else { throw DumpProblems(lines: reading.problems) }
        warnings = reading.warnings
    }

    private static func isColored(_ options: DumpOptions, _ terminal: Terminal) -> Bool {
        switch options.color {
        case .always: true
        case .never: false
        case .auto: terminal.isOutput && terminal.allowsColor && options.outputPath == nil
        }
    }
}

/// Reads the options one by one and notes what is wrong with them.
private struct OptionReading {
    let options: DumpOptions
    private(set) var problems: [String] = []
    private(set) var warnings: [String] = []

    init(_ options: DumpOptions) { self.options = options }

    mutating func port() -> UInt16? {
        guard let text = options.port else { return nil }
        guard let port = UInt16(text), port > 0 else {
            problems.append("--port is to be a UDP port, 1 to 65535, not '\(text)'")
            return nil
        }
        return port
    }

    mutating func input() -> DumpPlan.Input {
        guard options.files.isEmpty else {
            if options.listenAddress != nil {
                problems.append("--listen-address goes with the network, not with files")
            }
            if options.follows, options.files.count > 1 { problems.append("--follow goes with one file") }
            if options.files.count(where: { $0 == "-" }) > 1 { problems.append("standard input can be read once") }
            return .files(options.files, follows: options.follows)
        }
        if options.follows { problems.append("--follow goes with a file: name it with --read-pcap FILE") }
        var listening = DumpPlan.Listening(family: options.family)
        if let text = options.port, let port = UInt16(text) { listening.port = port }
        listening.address = listenAddress()
        return .network(listening)
    }

    private mutating func listenAddress() -> IPAddress? {
        guard let text = options.listenAddress else { return nil }
        guard let address = IPAddress(text) else {
            problems.append("--listen-address '\(text)' is no address: write 192.0.2.1 or 2001:db8::1")
            return nil
        }
        switch (address, options.family) {
        case (.v4, .v6): problems.append("\(address) is an IPv4 address, and -6 listens on IPv6 only")
        case (.v6, .v4): problems.append("\(address) is an IPv6 address, and -4 listens on IPv4 only")
        default: break
        }
        return address
    }

    mutating func playback() -> Double? {
        guard let text = options.playback else { return nil }
        guard let speed = Double(text), speed > 0, speed.isFinite else {
            problems.append("--read-pcap-playback is to be a speed above 0, 1 being that of the capture, not '\(text)'")
            return nil
        }
        if options.files.isEmpty { problems.append("--read-pcap-playback goes with --read-pcap FILE") }
        return speed < 100 ? speed : nil
    }

    /// Without a form it is text, unless there is something else to do.
    mutating func form() -> DumpPlan.Form {
        let packets = DumpPlan.PacketForm(isPcapng: options.isPcapng, redactsPayload: options.redactsPayload)
        switch options.form {
        case nil where options.isPcapng: return .packets(packets)
        case nil where !options.forwardTargets.isEmpty || options.statistics != nil: return .nothing
        case .text, nil: return .text
        case .line: return .line
        case .grep: return .grep
        case .json: return .json
        case .indentedJSON: return .indentedJSON
        case .fields: return fields()
        case .packets: return .packets(packets)
        case .discards:
            var discards = packets
            discards.areDiscarded = true
            return .packets(discards)
        case .datagrams: return .datagrams
        }
    }

    private mutating func fields() -> DumpPlan.Form {
        let names = (options.fields ?? "").split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
        if names.isEmpty { problems.append("--fields is to be a list of names, as in srcIP,dstIP") }
        for name in names where !FieldNames.isKnown(name) {
            let near = FieldNames.nearest(to: name)
            let hint = near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?"
            warnings.append("no field is known by the name \(name)\(hint)")
        }
        return .fields(names)
    }

    mutating func targets() -> [ForwardTarget] {
        options.forwardTargets.compactMap { text in
            guard let target = ForwardTarget(text) else {
                problems.append(
                    "--forward '\(text)' is no address with a port: write 192.0.2.1:6343, [2001:db8::1]:6343"
                )
                return nil
            }
            return target
        }
    }

    mutating func filter() -> FilterProgram? {
        guard let text = options.filter else { return nil }
        do throws(FlowSyntaxError) {
            return try FlowProgram(FlowDefinition(value: "frames", filter: text)).filter
        } catch {
            problems.append("--\(error.rendered)")
            return nil
        }
    }

    mutating func vlans() -> VLANSet? {
        guard !options.includedVLANs.isEmpty || !options.excludedVLANs.isEmpty else { return nil }
        do throws(VLANSet.Problem) {
            return try VLANSet(including: options.includedVLANs, excluding: options.excludedVLANs)
        } catch {
            problems.append(error.description)
            return nil
        }
    }

    mutating func agents() -> Set<IPAddress> {
        var agents: Set<IPAddress> = []
        for text in options.agents {
            if let address = IPAddress(text) {
                agents.insert(address)
            } else {
                problems.append("--agent '\(text)' is no address: write 192.0.2.1 or 2001:db8::1")
            }
        }
        return agents
    }

    mutating func limit() -> Int? {
        guard let text = options.count else { return nil }
        guard let limit = Int(text), limit > 0 else {
            problems.append("--count is to be a number of datagrams from 1, not '\(text)'")
            return nil
        }
        return limit
    }

    /// Whether two names are those of one file that is there, or one name.
    private static func isSameFile(_ name: String, _ other: String) -> Bool {
        var first = stat(), second = stat()
        guard unsafe stat(name, &first) == 0, unsafe stat(other, &second) == 0 else { return name == other }
        guard first.st_mode & S_IFMT == S_IFREG else { return false }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    /// What does not go together, or has no effect.
    mutating func checkCombinations(_ plan: DumpPlan) {
        let isCapture =
            switch plan.form {
            case .packets, .datagrams: true
            default: false
            }
        if isCapture, plan.terminal.isOutput, plan.outputPath == nil {
            problems.append(
                "a capture is not written to a terminal: redirect it, as in `> FILE` or `| tcpdump -r -`, or name a file with --output FILE"
            )
        }
        if plan.terminal.isInput, options.files.contains("-") {
            problems.append("standard input is a terminal: name a capture, or pipe one in, as in `tcpdump -w - | ...`")
        }
        if let path = plan.outputPath, options.files.contains(where: { Self.isSameFile($0, path) }) {
            problems.append("\(path) is read, and cannot be written to as well")
        }
        if options.isPcapng, plan.form == .datagrams {
            problems.append("--pcapng goes with sampled headers, not with --pcap-datagrams")
        }
        if !plan.showsSamples, plan.filter != nil || plan.vlans != nil {
            problems.append("filters choose samples, but here whole datagrams pass: choose with --agent")
        }
        if options.redactsPayload, !isCapture || plan.form == .datagrams {
            warnings.append("--redact-payload cuts packets in captures (--pcap); it has no effect here")
        }
        if options.isTyped, plan.form != .json, plan.form != .indentedJSON {
            warnings.append("--typed goes with --json; it has no effect here")
        }
    }
}
