import SFlow
import SystemFiles
import TestKit
import Testing
import XDR

@testable import HostCounters

@Suite struct ProtocolSourceTests {
    private func read(_ name: String) throws(SourceError) -> ProtocolCounters {
        var source = ProtocolSource(fixture(name)), buffer: [UInt8] = []
        return try source.read(&buffer)
    }

    /// The values of the fields in the order of the wire, whose fixture counts up over the columns that MIB-II has.
    private func values(_ structure: (some XDRStructure)?) throws -> [FieldValue] {
        FieldLister.list(try #require(structure)).map(\.value)
    }

    @Test func columnsAreFoundByName() throws {
        let counters = try read("server")
        #expect(try values(counters.icmp) == (1...25).map { .unsigned($0) })
        #expect(try values(counters.ip) == ([1, 64, 3] + (4...19)).map { .unsigned($0) })
        #expect(try values(counters.tcp) == ([1, 200, 120_000, 0xffff_ffff] + (5...15)).map { .unsigned($0) })
        #expect(try values(counters.udp) == (1...7).map { .unsigned($0) })
    }

    @Test func everyFieldHasAColumn() {
        #expect(MIB2IP.columns.count == FieldLister.list(MIB2IP()).count)
        #expect(MIB2ICMP.columns.count == FieldLister.list(MIB2ICMP()).count)
        #expect(MIB2TCP.columns.count == FieldLister.list(MIB2TCP()).count)
        #expect(MIB2UDP.columns.count == FieldLister.list(MIB2UDP()).count)
    }

    @Test func whatAnOldKernelLacksIsUnknown() throws {
        let counters = try read("arm")
        #expect(counters.icmp == nil)
        #expect(counters.ip?.inReceives == 3)
        #expect(counters.ip?.inHdrErrors == .max)
        #expect(counters.udp?.inCsumErrors == .max)
    }

    /// Counters are all ones and levels 0, as their declarations say what they are.
    @Test func whatIsUnknownIsSaidByItsKind() throws {
        func check<Group: ProtocolGroup>(_ group: Group?) throws {
            let unknown = FieldDescriber.describe(Group.self).map { $0.field.kind == .counter ? UInt64(UInt32.max) : 0 }
            #expect(try values(group) == unknown.map { .unsigned($0) })
        }
        var source = ProtocolSource(fixture("server"))
        let text = ["Ip", "Icmp", "Tcp", "Udp"].map { "\($0): Newcomer\n\($0): 7\n" }.joined()
        let counters = withBytes(text) { source.parse($0) }
        try check(counters.ip)
        try check(counters.icmp)
        try check(counters.tcp)
        try check(counters.udp)
    }

    @Test func garbageIsMalformed() {
        #expect(throws: SourceError.malformed(fixture("broken").proc + "/net/snmp")) { try read("broken") }
    }

    @Test func columnsThatChangeAreLearnedAgain() {
        var source = ProtocolSource(fixture("server"))
        let texts = [
            "Udp: InDatagrams NoPorts\nUdp: 1 2\n", "Udp: InDatagrams Newcomer NoPorts\nUdp: 1 9 2\n",
            "Udp: NoPorts InDatagrams\nUdp: 1 2\n",
        ]
        let noPorts = texts.map { text in withBytes(text) { source.parse($0).udp?.noPorts } }
        #expect(noPorts == [2, 2, 1])
    }
}
