import DatagramPrinting
import SFlow
import TestKit
import Testing

/// Datagrams that promise what they do not hold.
@Suite struct HostileDatagramTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var words: [UInt32]
        var fault: DatagramFault?
        var records = 0, bad = 0

        var bytes: [UInt8] { words.flatMap { word in (0..<4).map { UInt8(word >> (24 - 8 * $0) & 255) } } }

        init(_ description: String, _ fault: DatagramFault?, records: Int = 0, bad: Int = 0, _ words: [UInt32]) {
            testDescription = description
            self.words = words
            self.fault = fault
            self.records = records
            self.bad = bad
        }
    }

    /// A datagram's head that promises `samples`.
    static func head(_ samples: UInt32) -> [UInt32] { [5, 1, 0xc000_0202, 0, 1, 1000, samples] }

    /// A datagram of one sample whose length is true.
    static func one(_ format: UInt32, _ body: [UInt32]) -> [UInt32] {
        head(1) + [format, UInt32(4 * body.count)] + body
    }

    /// A datagram of one compact counters sample.
    static func counters(_ count: UInt32, _ records: [UInt32]) -> [UInt32] {
        one(2, [1, 0x0200_0001, count] + records)
    }

    /// A datagram of one compact flow sample.
    static func flow(_ count: UInt32, _ records: [UInt32]) -> [UInt32] {
        one(1, [1, 7, 100, 1000, 0, 7, 8, count] + records)
    }

    static let portName: [UInt32] = [1005, 8, 4, 0x6574_6830]
    private static let extendedSwitch: [UInt32] = [1001, 16, 1, 2, 3, 4]

    static let heads = [
        Case("nothing at all", .version, []),
        Case("version 2", .version2, [2] + head(0).dropFirst()),
        Case("version 4", .version4, [4] + head(0).dropFirst()),
        Case("version 6", .version, [6] + head(0).dropFirst()),
        Case("no address", .header, [5]),
        Case("an unknown address", .header, [5, 0, 0, 1, 1000, 0]),
        Case("an address type that is not given", .header, [5, 3] + head(0).dropFirst(2)),
        Case("an IPv6 address that is cut", .header, [5, 2, 0x2001_0db8, 0, 0]),
        Case("no sample", nil, head(0)),
        Case("four billion samples", .sampleCount, head(.max) + [2, 0]),
        Case("two samples in the bytes of one", .sampleCount, head(2) + [77, 0]),
        Case("a sample that is not there", .sampleLength, head(2) + [77, 8, 0, 0]),
        Case("bytes behind the last sample", nil, head(1) + [77, 4, 0, 0xffff_ffff]),
    ]

    static let samples = [
        Case("a sample of four gigabytes", .sampleLength, head(1) + [1, 0xffff_ffff]),
        Case("a sample of two gigabytes", .sampleLength, head(1) + [1, 0x8000_0000, 0, 0]),
        Case("a sample that ends one byte beyond", .sampleLength, head(1) + [77, 5, 0]),
        Case("an empty flow sample", .sample, one(1, [])),
        Case("an empty counters sample", .sample, one(2, [])),
        Case("an expanded flow sample that is cut", .sample, one(3, [1, 0, 7, 100, 0, 0, 0, 7, 0, 8])),
        Case("an expanded counters sample that is cut", .sample, one(4, [1, 0, 7])),
        Case("a discarded packet that is cut", .sample, one(5, [1, 0, 7, 0, 1, 2, 258])),
        Case("four billion records, flow", .recordCount, flow(.max, extendedSwitch)),
        Case("four billion records, counters", .recordCount, counters(.max, portName)),
        Case("four billion records, expanded flow", .recordCount, one(3, [1, 0, 7, 9, 9, 0, 0, 7, 0, 8, .max])),
        Case("four billion records, expanded counters", .recordCount, one(4, [1, 2, 1, .max])),
        Case("four billion records, discarded", .recordCount, one(5, [1, 0, 7, 0, 1, 2, 258, .max])),
        Case("two records in the bytes of one", .recordLength, records: 1, counters(2, portName)),
        Case("a sample of another vendor", nil, one(0x0010_0cea, [1, 2, 3])),
    ]

    static let records = [
        Case("a record of four gigabytes", .recordLength, counters(1, [1005, 0xffff_ffff, 4, 0])),
        Case("a record whose padded length wraps", .recordLength, counters(1, [1005, 0xffff_fffd, 4, 0])),
        Case("a record beyond its sample", .recordLength, head(2) + [2, 24, 1, 7, 1, 1005, 8, 4] + portName),
        Case("an empty record of a known format", .record, records: 2, bad: 1, counters(2, [1005, 0] + portName)),
        Case("an empty record of no known format", nil, records: 2, counters(2, [999, 0] + portName)),
        Case("a cut record, then a good one", .record, records: 2, bad: 1, flow(2, [1002, 4, 1] + extendedSwitch)),
        Case("a name of four gigabytes", .record, records: 2, bad: 1, counters(2, [1005, 4, .max] + portName)),
        Case("a name beyond its record", .record, records: 2, bad: 1, counters(2, [1005, 8, 5, 0] + portName)),
        Case("four billion adapters", .record, records: 2, bad: 1, counters(2, [2001, 12, .max, 1, 0] + portName)),
        Case("four billion MACs", .record, records: 2, bad: 1, counters(2, [2001, 12, 1, 1, .max] + portName)),
        Case("a sampled header of four gigabytes", .record, records: 1, bad: 1, flow(1, [1, 16, 1, 64, 4, .max])),
        Case("a sampled header that wraps", .record, records: 1, bad: 1, flow(1, [1, 16, 1, 64, 4, 0xffff_fffd])),
        Case("a next hop of an unknown kind", .record, records: 1, bad: 1, flow(1, [1002, 16, 3, 0, 0, 0])),
        Case("a record that is longer than known", nil, records: 1, flow(1, [1001, 20, 1, 2, 3, 4, 5])),
    ]

    @Test(arguments: heads + samples + records)
    func isFoundOut(_ hostile: Case) {
        let tally = DatagramTally(hostile.bytes)
        #expect(tally.fault == hostile.fault)
        #expect(tally.records == hostile.records && tally.badRecords == hostile.bad)
        var printer = DatagramPrinter()
        #expect(printer.print(hostile.bytes.span.bytes, .captured(at: 0)) == hostile.fault)
    }

    @Test(arguments: Fixture.captures)
    func everyStrictPrefixIsAFault(_ path: String) {
        for datagram in Fixture.datagrams(path) {
            for end in datagram.indices where DatagramTally(datagram, end: end).fault == nil {
                Issue.record("\(end) of \(datagram.count) bytes are taken for a datagram")
                return
            }
        }
    }

    /// As large as UDP carries, all of it claims.
    @Test(arguments: [999, 1005, 2001, 0, 0xffff_ffff] as [UInt32])
    func aLargeDatagramOfEmptyRecordsIsReadOnce(_ format: UInt32) {
        let count = (65_507 - 28 - 8 - 12) / 8
        let words = Self.counters(UInt32(count), (0..<count).flatMap { _ in [format, 0] })
        let tally = DatagramTally(Case("", nil, words).bytes)
        #expect(tally.records == count)
        let isKnown = Structures.counterRecord(DataFormat(word: format)) != nil
        #expect(tally.badRecords == (isKnown ? count : 0) && tally.unknownRecords == (isKnown ? 0 : count))
    }

    @Test func aLargeListIsHeldToItsLimit() {
        let adapters = (65_507 - 28 - 8 - 12 - 8 - 4) / 8
        let list = [UInt32(adapters)] + Array(repeating: [0, 0] as [UInt32], count: adapters).joined()
        let words = Self.counters(1, [2001, UInt32(4 * list.count)] + list)
        #expect(DatagramTally(Case("", nil, words).bytes).badRecords == 1)
    }

    @Test func randomBytesBehindAGoodHeadAreRead() {
        var generator = SplitMix(seed: 5)
        for _ in 0..<300 {
            let words = (0..<Int.random(in: 0..<400, using: &generator)).map { _ in
                let small = UInt32.random(in: 0...40, using: &generator)
                return Bool.random(using: &generator) ? small : UInt32.random(in: 0...UInt32.max, using: &generator)
            }
            let bytes = Case("", nil, Self.head(3) + words).bytes
            let tally = DatagramTally(bytes)
            #expect(tally.samples <= 3 && tally.records <= bytes.count / 8)
            var printer = DatagramPrinter(style: .json)
            printer.print(bytes.span.bytes, .captured(at: 0))
        }
    }
}
