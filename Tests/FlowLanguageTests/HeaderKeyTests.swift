import Testing

@testable import FlowLanguage

/// What the packets of the capture have no example of.
@Suite struct HeaderKeyTests {
    private static func dns(_ name: [UInt8], questions: UInt8 = 1) -> Sample {
        var sample = Sample(seed: 0, isUDP: true)
        sample.bytes += [0, 1, 1, 0, 0, questions, 0, 0, 0, 0, 0, 0] + name + [0, 28, 0, 1]
        let length = sample.bytes.count - 14
        (sample.bytes[16], sample.bytes[17]) = (UInt8(length >> 8), UInt8(length & 255))
        return sample
    }

    @Test(arguments: [
        ([0], "."),
        ([1, 0x41, 2, 0x42, 0x63, 0], "a.bc."),
        ([3, 0x61, 0x2e, 0x5c, 2, 0x20, 0x7f, 0], #"a\.\\.\032\127."#),
        ([2, 0xc3, 0xa9, 0], "é."),
        (
            [UInt8](repeating: 0x61, count: 0) + [63] + [UInt8](repeating: 0x7a, count: 63) + [0],
            String(repeating: "z", count: 63) + "."
        ),
    ])
    func namesOfQuestions(_ name: [UInt8], _ text: String) throws {
        #expect(try Self.dns(name).key("dnsqname,dnsqtypename") == "\(text),AAAA")
    }

    /// Labels that are too long, pointers to what was before, names that have no end.
    @Test(
        arguments: [[64, 0], [0xc0, 12], [1, 0x61], [5, 0x61], (0..<130).flatMap { _ in [1, 0x61] as [UInt8] }]
            as [[UInt8]]
    )
    func whatIsNoName(_ name: [UInt8]) throws {
        var sample = Self.dns(name)
        sample.bytes.removeLast(4)
        #expect(try sample.key("dnsqname") == nil && sample.key("dnsqtype") == nil)
        #expect(try sample.key("dnsid,stack") == "1,eth.ip.udp.dns")
    }

    @Test func noQuestionHasNoName() throws {
        #expect(try Self.dns([1, 0x61, 0], questions: 0).key("dnsqname") == nil)
    }

    @Test(arguments: [
        ("ipdscpname='ef(46)'", true), ("ipdscpname='be(0)'", false), ("ipdscpname~'ef.*'", true),
        ("ip6fragm=no", false),
        ("ip6fragm=null", true), ("ip_offset=14", true),
    ])
    func filtersReadNames(_ filter: String, _ isAccepted: Bool) throws {
        #expect(try Sample(seed: 0).accepts(filter) == isAccepted)
    }

    @Test(arguments: [
        "ipdscpname=ef", "ipdscpname=46", "ipdscpname=64", "dnsqtypename=TYPE28", "dnsqtypename=TYPE65536",
        "dnsqtypename=28",
        "quicdcid=a", "quicdcid=+1", "quicdcid=00112233445566778899aabbccddeeff", "ip6extensions=256",
        "ip6extensions=0..1",
        "ip6extensions=-1", "ibbtopname=32", "ipdscpname=''",
    ])
    func literalsThatAreNone(_ filter: String) {
        #expect(throws: FlowSyntaxError.self) { try Sample(seed: 0).accepts(filter) }
    }

    @Test(arguments: [
        "quicdcid=8394C8F03E515708", "dnsqtypename=TYPE99999", "dnsqtypename=TYPE7", "ip6extensions=0.43.60",
    ])
    func literalsThatMayBe(_ filter: String) {
        #expect((try? Sample(seed: 0).accepts(filter)) == (filter.hasSuffix("99999") ? nil : false))
    }

    @Test(arguments: NameTable.allCases) func everyNumberHasOneName(_ table: NameTable) {
        for number in 0...table.max { #expect(table.number(table.name(number)) == number) }
        #expect(table.number("nothing of the kind") == nil && table.number("") == nil)
    }

    @Test func countedBytesAreBounded() {
        var bytes = CountedBytes()
        for byte in 0..<40 { bytes.append(UInt8(byte)) }
        #expect(bytes.count == 15)
        #expect(CountedBytes(hex: "000102030405060708090A0B0C0D0E") == bytes)
        #expect(CountedBytes(hex: "")?.count == 0 && CountedBytes(packed: .max).count == 15)
    }
}
