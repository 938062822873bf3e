import Glibc
import NetTypes
import Testing

@testable import Dump

@Suite struct DumpPlanTests {
    private func plan(
        _ terminal: DumpPlan.Terminal = .init(),
        _ change: (inout DumpOptions) -> Void = { _ in }
    ) throws(DumpProblems) -> DumpPlan {
        var options = DumpOptions()
        change(&options)
        return try DumpPlan(options, terminal)
    }

    @Test func withoutOptionsItPrintsTheNetwork() throws {
        let plan = try plan()
        #expect(plan.input == .network(.init(port: 6343, address: nil, family: .both)))
        #expect(plan.form == .text && plan.outputPath == nil && plan.targets.isEmpty && !plan.isColored)
    }

    @Test func forwardingAndStatisticsAlonePrintNothing() throws {
        #expect(try plan { $0.forwardTargets = ["192.0.2.1:1"] }.form == .nothing)
        #expect(try plan { $0.statistics = .table }.form == .nothing)
        let both = try plan {
            $0.forwardTargets = ["192.0.2.1:1"]
            $0.form = .line
        }
        #expect(both.form == .line && both.targets.count == 1)
    }

    @Test func pcapngAloneIsOfSampledHeaders() throws {
        #expect(try plan { $0.isPcapng = true }.form == .packets(.init(isPcapng: true)))
        let discards = try plan {
            $0.isPcapng = true
            $0.form = .discards
            $0.redactsPayload = true
        }
        #expect(discards.form == .packets(.init(areDiscarded: true, isPcapng: true, redactsPayload: true)))
    }

    @Test func coloursAreForTerminals() throws {
        let terminal = DumpPlan.Terminal(isOutput: true, allowsColor: true)
        #expect(try plan(terminal).isColored)
        #expect(try !plan(terminal) { $0.outputPath = "x" }.isColored)
        #expect(try !plan(terminal) { $0.color = .never }.isColored)
        #expect(try !plan(.init(isOutput: true)).isColored)
        #expect(try plan { $0.color = .always }.isColored)
    }

    @Test func everyProblemIsListed() throws {
        let problems = #expect(throws: DumpProblems.self) {
            try plan {
                $0.port = "0"
                $0.forwardTargets = ["nowhere:0", "x:y"]
                $0.filter = "ipsorce=10.0.0.1"
                $0.includedVLANs = ["9-1"]
                $0.agents = ["me"]
                $0.count = "-1"
                $0.playback = "0"
                $0.follows = true
            }
        }
        let lines = try #require(problems).lines
        #expect(lines.count == 9)
        #expect(lines.contains { $0.contains("did you mean ipsource?") && $0.contains("^^^^") })
    }

    /// What is wrong, and a part of the line that says so.
    private static let conflicts: [(change: @Sendable (inout DumpOptions) -> Void, words: String)] = [
        ({ $0.form = .packets }, "not written to a terminal"),
        ({ $0.files = ["-"] }, "standard input is a terminal"),
        ({ ($0.files, $0.outputPath) = (["a"], "a") }, "is read"),
        ({ ($0.form, $0.outputPath, $0.filter) = (.datagrams, "a", "vlan=1") }, "whole datagrams"),
        ({ ($0.files, $0.follows) = (["a", "b"], true) }, "one file"),
        ({ $0.form = .fields }, "list of names"),
        ({ ($0.family, $0.listenAddress) = (.v4, "::1") }, "is an IPv6 address"),
        ({ ($0.form, $0.isPcapng, $0.outputPath) = (.datagrams, true, "a") }, "not with --pcap-datagrams"),
    ]

    @Test(arguments: conflicts.indices)
    func whatDoesNotGoTogetherIsRefused(_ index: Int) throws {
        let terminal = DumpPlan.Terminal(isInput: true, isOutput: true)
        let problems = #expect(throws: DumpProblems.self) { try plan(terminal, Self.conflicts[index].change) }
        #expect(try #require(problems).lines.first?.contains(Self.conflicts[index].words) == true)
    }

    /// Under another name it is still the file that would be emptied before it is read.
    @Test func aCaptureIsNotWrittenOverWhileItIsRead() throws {
        let file = TemporaryFile([1]), link = TemporaryFile()
        #expect(symlink(file.path, link.path) == 0)
        for name in [file.path, link.path, file.path.replacing("/", with: "//")] {
            let problems = #expect(throws: DumpProblems.self) {
                try plan { ($0.files, $0.outputPath) = ([file.path], name) }
            }
            #expect(try #require(problems).lines.first?.contains("is read") == true)
        }
        #expect(throws: Never.self) { try plan { ($0.files, $0.outputPath) = (["/dev/null"], "/dev/null") } }
    }

    @Test func fieldsThatNobodyPrintsAreWarnedOf() throws {
        let plan = try plan {
            $0.form = .fields
            $0.fields = "srcIP, dstIp,discarded_srcIP,cpu_load_one,rtmetric_gauge32_x,adaptor_0_ifIndex,agent"
        }
        #expect(
            plan.form
                == .fields([
                    "srcIP", "dstIp", "discarded_srcIP", "cpu_load_one", "rtmetric_gauge32_x", "adaptor_0_ifIndex",
                    "agent",
                ])
        )
        #expect(plan.warnings.count == 1)
        #expect(plan.warnings[0].contains("dstIp") && plan.warnings[0].contains("dstIP"))
    }

    @Test func whatHasNoEffectIsWarnedOf() throws {
        let plan = try plan {
            $0.isTyped = true
            $0.redactsPayload = true
        }
        #expect(plan.warnings.count == 2)
    }

    @Test func fullSpeedIsNoPlayback() throws {
        func playback(_ speed: String) throws -> Double? {
            try plan {
                $0.files = ["x"]
                $0.playback = speed
            }.playback
        }
        #expect(try playback("0.5") == 0.5 && playback("100") == nil && playback("1e9") == nil)
    }
}
