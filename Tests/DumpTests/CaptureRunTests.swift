import CaptureFiles
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Dump

/// Whole runs over captures.
@Suite struct CaptureRunTests {
    private static let capture = Fixture.folder + "datagrams/hsflowd-lo.pcap"

    private static func lines(_ text: String) -> Int { text.split(separator: "\n").count }

    @Test func linesAreThoseOfSflowtool() throws {
        let outcome = try Outcome.run([Self.capture]) { $0.form = .line }
        let zeros = "CNTR,192.0.2.2" + String(repeating: ",0", count: 19)
        let theirs = Fixture.text("datagrams/hsflowd-lo.csv").split(separator: "\n").filter { $0 != zeros }
        #expect(outcome.text.split(separator: "\n") == theirs)
        #expect(outcome.code == 0 && outcome.said.isEmpty)
    }

    @Test func severalFilesFollowEachOther() throws {
        let one = try Outcome.run([Self.capture]) { $0.form = .json }
        let two = try Outcome.run([Self.capture, Self.capture]) { $0.form = .json }
        #expect(two.output == one.output + one.output && Self.lines(one.text) == 241)
    }

    @Test func itStopsAfterSoManyDatagrams() throws {
        let outcome = try Outcome.run([Self.capture]) { ($0.form, $0.count) = (.json, "7") }
        #expect(Self.lines(outcome.text) == 7 && outcome.code == 0)
    }

    @Test(arguments: [("192.0.2.2", 241), ("192.0.2.3", 0)])
    func agentsAreChosen(_ agent: String, _ datagrams: Int) throws {
        let outcome = try Outcome.run([Self.capture]) { ($0.form, $0.agents) = (.json, [agent]) }
        #expect(Self.lines(outcome.text) == datagrams)
    }

    @Test func aFilterChoosesSamples() throws {
        let all = try Outcome.run([Self.capture]) { $0.form = .line }
        let chosen = try Outcome.run([Self.capture]) { ($0.form, $0.filter) = (.line, "tcpdestinationport=5299") }
        let expected = all.text.split(separator: "\n").filter { line in
            let columns = line.split(separator: ",", omittingEmptySubsequences: false)
            return columns[0] == "FLOW" && columns[11] == "6" && columns[15] == "5299"
        }
        #expect(chosen.text.split(separator: "\n") == expected && expected.count > 100)
    }

    /// Datagrams without a sample that is chosen are left out.
    @Test func aFilterChoosesDatagrams() throws {
        let chosen = try Outcome.run([Self.capture]) { ($0.form, $0.filter) = (.json, "tcpdestinationport=5299") }
        #expect(Self.lines(chosen.text) > 10 && Self.lines(chosen.text) < 241)
        #expect(
            chosen.text.split(separator: "\n").allSatisfy {
                $0.contains("FLOWSAMPLE") && !$0.contains("COUNTERSSAMPLE")
            }
        )
    }

    @Test func vlansLeaveCountersAlone() throws {
        let tagged = try Outcome.run([Self.capture]) { ($0.form, $0.includedVLANs) = (.line, ["1-4095"]) }
        #expect(!tagged.text.contains("FLOW") && tagged.text.contains("CNTR"))
        let untagged = try Outcome.run([Self.capture]) { ($0.form, $0.includedVLANs) = (.line, ["0"]) }
        #expect(untagged.output == (try Outcome.run([Self.capture]) { $0.form = .line }).output)
    }

    @Test func chosenFieldsAreOneLineASample() throws {
        let outcome = try Outcome.run([Self.capture]) { ($0.form, $0.fields) = (.fields, "agent,srcIP,TCPDstPort") }
        #expect(outcome.text.split(separator: "\n").contains("192.0.2.2,127.0.0.1,5299"))
    }

    // MARK: What is wrong

    /// Datagrams in a capture of their own.
    private static func capture(_ datagrams: [[UInt8]], to port: UInt16 = 6343) -> TemporaryFile {
        var writer = PcapWriter(.ethernet)
        for (index, datagram) in datagrams.enumerated() {
            writer.append(
                datagram: datagram.span.bytes,
                from: SocketAddress(.v4(0xc000_0207), port: 40_000),
                to: SocketAddress(.v4(0xc000_0208), port: port),
                time: 1_700_000_000_000_000_000 + UInt64(index) * 1_000_000_000
            )
        }
        return TemporaryFile(writer.bytes)
    }

    private static func datagram(_ sequence: UInt32, uptime: UInt32? = nil) -> [UInt8] {
        var builder = DatagramBuilder(sequence: sequence, uptime: uptime ?? sequence * 1000)
        builder.counters(.host, [HostMemory()])
        return builder.bytes
    }

    @Test func anErrorEndsAFileAtOnce() throws {
        let file = Self.capture([Self.datagram(1), Array(Self.datagram(2).dropLast(8)), Self.datagram(3)])
        let outcome = try Outcome.run([file.path]) { $0.form = .json }
        #expect(outcome.code == 1 && Self.lines(outcome.text) == 2)
        #expect(outcome.said.contains("\(file.path): datagram 2 (packet 2 at byte "))
        #expect(outcome.said.contains("of agent 192.0.2.1: a sample reaches beyond the end of the datagram"))
    }

    @Test func anErrorIsPassedOverWhenAskedTo() throws {
        let file = Self.capture([Self.datagram(1), Array(Self.datagram(2).dropLast(8)), Self.datagram(3)])
        let outcome = try Outcome.run([file.path]) { ($0.form, $0.keepsGoing) = (.json, true) }
        #expect(outcome.code == 0 && Self.lines(outcome.text) == 3)
        #expect(outcome.said.contains("1 datagram could not be read"))
    }

    @Test func olderVersionsAreNamed() throws {
        let old = Self.capture([[0, 0, 0, 4, 0, 0, 0, 1] + [UInt8](repeating: 0, count: 40)])
        let outcome = try Outcome.run([old.path]) { $0.form = .json }
        #expect(outcome.code == 1 && outcome.said.contains("sFlow version 4, which is not read"))
    }

    @Test func otherPortsAreTakenIfTheyLookLikeSFlow() throws {
        let file = Self.capture([Self.datagram(1), [1, 2, 3]], to: 9999)
        let any = try Outcome.run([file.path]) { $0.form = .json }
        #expect(any.code == 0 && Self.lines(any.text) == 1 && any.said.contains("1 other UDP"))
        let chosen = try Outcome.run([file.path]) { ($0.form, $0.port) = (.json, "6343") }
        #expect(chosen.code == 0 && chosen.output.isEmpty && chosen.said.contains("2 other UDP"))
    }

    @Test func cutDatagramsAreCounted() throws {
        var writer = PcapWriter(.raw)
        let whole = Self.capture([Self.datagram(1)]).bytes.dropFirst(24 + 16 + 14)
        writer.append(Array(whole.dropLast(10)).span.bytes, time: 0, length: whole.count)
        let file = TemporaryFile(writer.bytes)
        let outcome = try Outcome.run([file.path]) { $0.form = .json }
        #expect(outcome.output.isEmpty && outcome.said.contains("1 cut by the capture's snap length"))
    }

    @Test(arguments: [
        ([] as [UInt8], 1, "within its header"), ([1, 2, 3, 4, 5], 1, "neither a pcap nor a pcapng file"),
        ([0x1f, 0x8b, 8, 0], 1, "zcat"),
    ])
    func whatIsNoCaptureIsSaid(_ bytes: [UInt8], _ code: Int32, _ words: String) throws {
        let file = TemporaryFile(bytes)
        let outcome = try Outcome.run([file.path])
        #expect(outcome.code == code && outcome.said.contains(words), "\(outcome.said)")
    }

    @Test func aMissingFileDoesNotKeepFromTheOthers() throws {
        let outcome = try Outcome.run(["/nonexistent", Self.capture]) { ($0.form, $0.keepsGoing) = (.json, true) }
        #expect(outcome.code == 1 && Self.lines(outcome.text) == 241)
        #expect(outcome.said == "starling dump: /nonexistent: No such file or directory\n")
    }

    @Test func aTruncatedFileIsReadAsFarAsItGoes() throws {
        let file = TemporaryFile(Fixture.bytes("datagrams/hsflowd-lo.pcap").dropLast(5))
        let outcome = try Outcome.run([file.path]) { $0.form = .json }
        #expect(outcome.code == 1 && Self.lines(outcome.text) == 240 && outcome.said.contains("ends in the middle"))
        #expect(try Outcome.run([file.path]) { ($0.form, $0.keepsGoing) = (.json, true) }.code == 0)
    }

    // MARK: Statistics

    @Test func gapsAreLossAndRestartsAreNot() throws {
        let datagrams =
            [1, 2, 5, 6, 4, 6].map { Self.datagram($0) } + [
                Self.datagram(1, uptime: 10), Self.datagram(2, uptime: 1010),
            ]
        let file = Self.capture(datagrams)
        let outcome = try Outcome.run([file.path]) { $0.statistics = .json }
        let text = outcome.text
        #expect(outcome.code == 0)
        #expect(
            text.contains(#""datagrams":8,"#) && text.contains(#""lost":1,"late":1,"duplicates":1,"restarts":1"#),
            "\(text)"
        )
        #expect(text.contains(#"{"kind":"counter record","format":"0:2004","name":"host_memory","count":8}"#))
        #expect(text.contains(#""seconds":7"#))
    }

    @Test func statisticsOfAnOutputGoBesideIt() throws {
        let outcome = try Outcome.run([Self.capture]) { ($0.form, $0.statistics) = (.line, .table) }
        #expect(outcome.text.hasPrefix("CNTR") && outcome.said.contains("sampled_header"))
        #expect(outcome.said.hasPrefix("241 datagrams, 1228 samples of 1 agent, 268092 bytes, in 61.0"))
    }

    @Test func aTerminalGetsASummary() throws {
        let outcome = try Outcome.run([Self.capture], terminal: .init(isError: true)) { $0.form = .line }
        #expect(outcome.said == "starling dump: 241 datagrams, 1228 samples of 1 agent, 0 errors, 0 lost\n")
    }

    @Test func agentsThatAreMadeUpDoNotFillTheMemory() {
        var tally = DumpTally(depth: .heads)
        for agent in 0..<UInt32(AgentTallies.limit + 5) {
            tally.count(DatagramBuilder(agent: .ipv4(agent)).bytes.span.bytes, at: 0)
        }
        #expect(tally.agents.all.count == AgentTallies.limit && tally.agents.others == 5)
    }
}
