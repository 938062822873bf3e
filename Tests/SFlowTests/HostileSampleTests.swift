import SFlow
import Testing

private typealias Case = HostileDatagramTests.Case
private typealias Make = HostileDatagramTests

/// Every length and every place in which a datagram may lie about its samples and records.
@Suite struct HostileSampleTests {
    /// Lengths and counts: none, unaligned, just too much, negative, and such that padding or multiplying them wraps.
    static let numbers: [UInt32] = [
        0, 1, 3, 4, 31, 32, 61, 64, 65, 255, 0x1fff_ffff, 0x2000_0000, 0x2000_0001, 0x3fff_ffff, 0x4000_0000,
        0x4000_0001, 0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0xffff_fff8, 0xffff_fffc, 0xffff_fffd, .max,
    ]

    /// The samples that are read, with the bytes that their own fields take, and one that is not.
    static let samples: [(format: UInt32, size: Int)] = [
        (1, 32), (2, 12), (3, 44), (4, 16), (5, 32), (0x010c_c3ea, 0), (0x010c_c3eb, 0), (77, 0),
    ]

    // MARK: Versions and addresses

    @Test(arguments: [0, 1, 3, 6, 7, 9, 10, 0x0500_0000, 0x0005_0000, 0x8000_0005, .max] as [UInt32])
    func whatIsNoVersionIsNotRead(_ version: UInt32) {
        let bytes = Case("", nil, [version] + Make.head(1).dropFirst() + [77, 0]).bytes
        #expect(DatagramTally(bytes).fault == .version)
    }

    /// An address of no known type has no known length either: nothing behind it is to be believed.
    @Test(arguments: [0, 3, 4, 7, 0x0100_0000, 0x8000_0001, .max] as [UInt32])
    func anAgentOfNoAddressTypeIsRefused(_ type: UInt32) {
        let words = [5, type, 0xc000_0202, 0, 1, 1000, 0, 0, 0, 0, 0, 0] as [UInt32]
        #expect(DatagramTally(Case("", nil, words).bytes).fault == .header)
    }

    @Test(arguments: [0, 4, 1400, 65_507], [0x00, 0xff] as [UInt8])
    func nothingButOneByteIsNoDatagram(_ count: Int, _ byte: UInt8) {
        #expect(DatagramTally(Array(repeating: byte, count: count)).fault == .version)
    }

    @Test(arguments: [0x00, 0xff] as [UInt8])
    func nothingButOneByteBehindAGoodHeadIsRead(_ byte: UInt8) {
        let head = Case("", nil, Make.head(100)).bytes
        let tally = DatagramTally(head + Array(repeating: byte, count: 65_507 - head.count))
        #expect(tally.fault == (byte == 0 ? nil : .sampleLength) && tally.unknownSamples == (byte == 0 ? 100 : 0))
    }

    @Test func everyStrictPrefixOfEverySampleKindIsAFault() {
        for end in DatagramTests.bytes.indices where DatagramTally(DatagramTests.bytes, end: end).fault == nil {
            Issue.record("\(end) of \(DatagramTests.bytes.count) bytes are taken for a datagram")
        }
    }

    // MARK: Lengths and counts

    @Test(arguments: numbers)
    func aSampleCountIsHeldAgainstTheBytes(_ count: UInt32) {
        let tally = DatagramTally(Case("", nil, Make.head(count) + Array(repeating: 0, count: 8)).bytes)
        #expect(tally.fault == (count <= 4 ? nil : .sampleCount) && tally.samples == (count <= 4 ? Int(count) : 0))
    }

    @Test(arguments: samples, numbers)
    func aSampleLengthIsHeldAgainstTheBytes(_ sample: (format: UInt32, size: Int), _ length: UInt32) {
        let body = Array(repeating: 0, count: 16) as [UInt32]
        let tally = DatagramTally(Case("", nil, Make.head(1) + [sample.format, length] + body).bytes)
        if length > 64 {
            #expect(tally.walkFault == .sampleLength && tally.samples == 0)
        } else if length < sample.size {
            #expect(tally.walkFault == .sample && tally.samples == 0)
        } else {
            #expect(tally.walkFault == nil && tally.samples == 1 && tally.records == 0)
        }
    }

    /// The head of each sample kind that has records, without the count that ends it.
    static let heads: [[UInt32]] = [
        [1, 1, 7, 9, 9, 0, 0, 0], [2, 1, 7], [3, 1, 0, 7, 9, 9, 0, 0, 0, 0, 0], [4, 1, 0, 7],
        [5, 1, 0, 7, 0, 0, 0, 258],
    ]

    private static func sample(_ head: [UInt32], _ records: [UInt32]) -> Case {
        Case("", nil, Make.one(head[0], head.dropFirst() + records))
    }

    @Test(arguments: heads, numbers)
    func aRecordCountIsHeldAgainstTheSample(_ head: [UInt32], _ count: UInt32) {
        let tally = DatagramTally(Self.sample(head, [count] + Array(repeating: 0, count: 8)).bytes)
        #expect(tally.fault == (count <= 4 ? nil : .recordCount) && tally.records == (count <= 4 ? Int(count) : 0))
    }

    @Test(arguments: heads, numbers)
    func aRecordLengthIsHeldAgainstTheSample(_ head: [UInt32], _ length: UInt32) {
        let body = Array(repeating: 0, count: 16) as [UInt32]
        let tally = DatagramTally(Self.sample(head, [1, 0x00ff_f001, length] + body).bytes)
        #expect(tally.fault == (length > 64 ? .recordLength : nil) && tally.unknownRecords == (length > 64 ? 0 : 1))
    }

    /// What is behind a record of unaligned length is found behind its padding, and never before.
    @Test(arguments: 0...9 as ClosedRange<UInt32>)
    func anUnalignedRecordIsPadded(_ length: UInt32) {
        let padding = Array(repeating: .max, count: Int(length + 3) / 4) as [UInt32]
        let tally = DatagramTally(Self.sample(Self.heads[1], [2, 999, length] + padding + Make.portName).bytes)
        #expect(tally.fault == nil && tally.records == 2 && tally.unknownRecords == 1)
    }

    @Test(arguments: 0...9 as ClosedRange<UInt32>)
    func anUnalignedSampleIsPadded(_ length: UInt32) {
        let padding = Array(repeating: .max, count: Int(length + 3) / 4) as [UInt32]
        let good = Make.counters(1, Make.portName).dropFirst(7)
        let tally = DatagramTally(Case("", nil, Make.head(2) + [77, length] + padding + good).bytes)
        #expect(tally.fault == nil && tally.samples == 2 && tally.records == 1)
    }

    // MARK: Samples in samples

    private static let counters: [UInt32] = Array(Make.counters(1, Make.portName).dropFirst(7))

    /// A sample is read where the datagram has one, and not inside of another or of a record.
    @Test func aSampleInsideOfWhatIsSkippedIsSkipped() {
        let nested = Case("", nil, Make.one(77, Self.counters))
        #expect(DatagramTally(nested.bytes).samples == 1 && DatagramTally(nested.bytes).records == 0)
        for head in Self.heads {
            let record = [1, 0x00ff_f001, UInt32(4 * Self.counters.count)] + Self.counters
            let tally = DatagramTally(Self.sample(head, record).bytes)
            #expect(tally.samples == 1 && tally.records == 1 && tally.unknownRecords == 1)
        }
    }

    @Test func aDatagramInsideOfASampledHeaderIsItsPayload() {
        let inner = Make.counters(1, Make.portName), size = UInt32(4 * inner.count)
        let tally = DatagramTally(Case("", nil, Make.flow(1, [1, size + 16, 1, size + 4, 4, size] + inner)).bytes)
        #expect(tally.fault == nil && tally.samples == 1 && tally.records == 1)
    }

    /// The records of the first sample would reach into the second, which is good.
    @Test(arguments: [12, 16, 20, 24] as [UInt32])
    func recordsEndWithTheirSample(_ length: UInt32) {
        let tally = DatagramTally(
            Case("", nil, Make.head(2) + [2, length, 1, 7, 1] + Make.portName + Self.counters).bytes
        )
        #expect(tally.walkFault == (length < 20 ? .recordCount : .recordLength) && tally.records == 0)
    }

    // MARK: As large as UDP carries

    @Test(arguments: samples)
    func aLargeDatagramOfEmptySamplesIsReadOnce(_ sample: (format: UInt32, size: Int)) {
        let count = (65_507 - 28) / 8
        let words = Make.head(UInt32(count)) + (0..<count).flatMap { _ in [sample.format, 0] }
        let tally = DatagramTally(Case("", nil, words).bytes)
        #expect(count == 8184 && tally.records == 0)
        if sample.size > 0 {
            #expect(tally.fault == .sample && tally.samples == 0)
        } else {
            #expect(tally.samples == count && tally.walkFault == nil)
            #expect(tally.badSamples == (sample.format == 77 ? 0 : count))
        }
    }

    @Test(arguments: heads)
    func aLargeDatagramOfSamplesWithoutRecordsIsReadOnce(_ head: [UInt32]) {
        let sample = [head[0], UInt32(4 * head.count)] + head.dropFirst() + [0]
        let count = (65_507 - 28) / (4 * sample.count)
        let words = Make.head(UInt32(count)) + (0..<count).flatMap { _ in sample }
        let tally = DatagramTally(Case("", nil, words).bytes)
        #expect(tally.fault == nil && tally.samples == count && tally.records == 0)
    }
}
