import NetTypes
import Testing

@testable import Agent

@Suite struct ConfigurationFileTests {
    /// The problems that the comments of a fixture announce.
    private func announced(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.first == "#!" ? words.dropFirst().joined(separator: " ") : nil
        }
    }

    private func found(_ name: String) throws -> [String] {
        ConfigurationCheck.problems(in: try fixture(name), path: name).map {
            "\($0.severity) \($0.line) \($0.key.isEmpty ? "-" : $0.key) \($0.suggestion ?? "-")"
        }
    }

    @Test(arguments: ["typical", "case-and-aliases", "other-agents"])
    func goodFilesHaveOnlyAnnouncedWarnings(_ name: String) throws {
        let problems = try found("good/\(name).conf")
        #expect(problems == announced(try fixture("good/\(name).conf")))
        #expect(!problems.contains { $0.hasPrefix("error") })
    }

    @Test(arguments: ["values", "names", "syntax", "no-collector", "no-block"])
    func allProblemsOfABadFileAreFound(_ name: String) throws {
        #expect(try found("bad/\(name).conf") == announced(try fixture("bad/\(name).conf")))
    }

    @Test func aFileThatIsNotThereIsAProblem() {
        let problems = ConfigurationCheck.problems(inFile: "/nonexistent/file")
        #expect(problems.map(\.description) == ["/nonexistent/file: error: cannot be read: No such file or directory"])
    }

    @Test func aProblemSaysPlaceKeyAndSuggestion() {
        let problems = ConfigurationCheck.problems(in: "sflow {\n colector { }\n}", path: "a.conf")
        #expect(
            problems.first?.description == "a.conf:2: error: colector: is no known object (did you mean collector?)"
        )
    }

    @Test func everyKeyOfATypicalFileIsTaken() throws {
        let (configuration, problems) = try load(file: "good/typical.conf")
        #expect(problems.isEmpty)
        #expect(configuration.pollingInterval == 20)
        #expect(configuration.sampling.rate == 1000)
        #expect(configuration.sampling.bySpeed == [1_000_000_000: 2000, 10_000_000_000: 10_000])
        #expect(configuration.agentDevice == "eth0")
        #expect(configuration.agentPreferences.map(\.isExclusion) == [false, true])
        #expect(configuration.collectors.map(\.host) == ["192.0.2.1", "collector.example.com"])
        #expect(configuration.collectors[1].port == 7000)
        #expect(configuration.collectors[1].device == "mgmt")
        #expect(configuration.collectors[1].namespace == "blue")
        #expect(configuration.captures.map(\.device) == ["eth0", nil, nil])
        #expect(configuration.captures[1].speeds == 1_000_000_000...1_000_000_000_000)
        #expect(configuration.captures[1].isPromiscuous)
        #expect(configuration.captures[2].pattern == "^veth[0-9a-f]{4,8}$")
        #expect(configuration.captures[2].samplingRate == 10)
    }

    @Test func keysAreReadInAnyCaseAndByTheirOtherNames() throws {
        let (configuration, _) = try load(file: "good/case-and-aliases.conf")
        #expect(configuration.pollingInterval == 5)
        #expect(configuration.sampling.rate == 1000)
        #expect(configuration.sampling.bitsPerSecondRatio == 1_000_000)
        #expect(configuration.agentAddress == IPAddress("2001:db8::1"))
        #expect(configuration.subAgentID == 7)
        #expect(configuration.uuid == 0x1234_5678_9abc_def0_1234_5678_9abc_def0)
        #expect(!configuration.samplesPackets)
        #expect(configuration.collectors == [CollectorConfiguration(host: "::1", port: 6344)])
    }

    @Test func aFileWithoutPcapSamplesNothingAndNoFileSamplesAll() throws {
        #expect(try load(file: "good/case-and-aliases.conf").0.captures.isEmpty)
        let (configuration, problems) = try load()
        #expect(problems.isEmpty)
        #expect(configuration.captures == [Capture()])
        #expect(configuration.collectors == [CollectorConfiguration(host: "127.0.0.1")])
    }

    @Test func noTextStopsTheParser() {
        var generator = SystemRandomNumberGenerator()
        let pieces = [
            "sflow", "{", "}", "=", "#", "\n", " ", "\"", "polling", "9", "collector", "ip", "pcap", "\u{0}", "é",
        ]
        for _ in 0..<2000 {
            let text = (0..<40).map { _ in pieces.randomElement(using: &generator)! }.joined()
            for problem in ConfigurationCheck.problems(in: text, path: "x") { #expect(!problem.message.isEmpty) }
        }
        #expect(!ConfigurationCheck.problems(in: String(repeating: "a{", count: 100_000), path: "x").isEmpty)
    }

    @Test(
        arguments: [
            ("400", 400), ("10K", 10_000), ("25g", 25_000_000_000), ("2T", 2_000_000_000_000), ("", nil), ("K", nil),
            ("-1", nil), ("1.5G", nil), ("99999999999P", nil), ("+1", nil),
        ] as [(String, UInt64?)]
    )
    func numbersWithMultiples(_ text: String, _ value: UInt64?) { #expect(scaledNumber(text) == value) }
}
