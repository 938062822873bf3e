import SFlow
import TestKit
import Testing
import XDR

/// A datagram of all sample kinds, word by word from sFlow version 5, section 5, and the Dropped Packet Notification.
@Suite struct DatagramTests {
    private static let head: [UInt32] = [5, 1, 0xc000_0202, 100_000, 41, 123_000, 7]
    /// 0:1; the output was discarded by an access list.
    private static let flow: [UInt32] =
        [1, 56, 901, 7, 400, 90_000, 3, 11, 0x4000_0102, 1] + [1001, 16, 100, 5, 200, 6]
    /// 0:2 of the host.
    private static let counters: [UInt32] = [2, 28, 902, 0x0200_0001, 1] + [2002, 8, 2, 1]
    /// 0:3 with an index of more than 24 bits; several outputs.
    private static let expandedFlow: [UInt32] =
        [3, 60, 903, 0, 0x0100_0007, 400, 91_000, 4, 0, 0x0100_0008, 2, 9, 1] + [1043, 8, 0x18e9_e2c9, 0x1234_5678]
    /// 0:4 of a container whose index has more than 24 bits.
    private static let expandedCounters: [UInt32] = [4, 32, 904, 3, 0x0200_0001, 1] + [1005, 8, 4, 0x6574_6830]
    /// 0:5, TTL exceeded.
    private static let discarded: [UInt32] =
        [5, 52, 905, 0, 4, 17, 21, 12, 257, 1] + [1042, 12, 8, 0x5454_4c5f, 0x4f4c_4421]
    /// 4300:1002, a level of 25.
    private static let metrics: [UInt32] =
        [0x010c_c3ea, 32, 4, 0x7765_6231, 1] + [5, 0x7573_6572, 0x7300_0000, 3, 25]
    /// 4300:1003, a status of 404.
    private static let application: [UInt32] =
        [0x010c_c3eb, 40, 4, 0x7765_6231, 100, 0, 1] + [6, 0x7374_6174, 0x7573_0000, 4, 404]

    private static let words =
        head + flow + counters + expandedFlow + expandedCounters + discarded + metrics + application
    static let bytes = words.flatMap { word in (0..<4).map { UInt8(word >> (24 - 8 * $0) & 255) } }

    @Test func everySampleKindIsRead() throws {
        var reader = try DatagramReader(Self.bytes.span.bytes), samples: [Sample] = [], formats: [DataFormat] = []
        while let sample = try reader.nextSample() {
            samples.append(sample)
            formats.append(reader.sampleFormat)
        }
        #expect(formats.map(\.description) == ["0:1", "0:2", "0:3", "0:4", "0:5", "4300:1002", "4300:1003"])
        #expect(reader.header.uptime == 123_000 && reader.header.agent == .ipv4(0xc000_0202))
        guard case .flow(let flow) = samples[0], case .counters(let counters) = samples[1],
            case .flow(let expandedFlow) = samples[2], case .counters(let expandedCounters) = samples[3],
            case .discarded(let discarded) = samples[4], case .realTimeMetrics(let metrics) = samples[5],
            case .realTimeFlow(let application) = samples[6]
        else { throw DatagramFault.sample }
        #expect(flow.source == .interface(7) && flow.samplingRate == 400 && flow.samplePool == 90_000)
        #expect(flow.input == .ifIndex(11) && flow.output == InterfacePort(format: 1, value: 258) && flow.drops == 3)
        #expect(counters == CountersSample(sequence: 902, source: .host))
        #expect(expandedFlow.source == .interface(0x0100_0007) && expandedFlow.sequence == 903)
        #expect(
            expandedFlow.input == .ifIndex(0x0100_0008) && expandedFlow.output == InterfacePort(format: 2, value: 9)
        )
        #expect(expandedCounters.source == DataSource(sourceClass: 3, index: 0x0200_0001))
        #expect(discarded.source == .interface(4) && discarded.drops == 17 && discarded.reason == 257)
        #expect(discarded.input == 21 && discarded.output == 12)
        let read = try RealTimeMetrics(reading: reader.bytes, metrics)
        #expect(read.dataSource == "web1" && read.metrics == [RealTimeMetric("users", .gauge32(25))])
        let action = try RealTimeFlow(reading: reader.bytes, application)
        #expect(action.samplingRate == 100 && action.fields == [RealTimeFlowField("status", .int32(404))])
    }

    /// What was read, written again: the writer takes the compact form wherever it holds the indices.
    @Test func theWriterMakesTheSameBytes() throws {
        var reader = try DatagramReader(Self.bytes.span.bytes), writer = XDRWriter()
        writer.datagramHeader(reader.header)
        while let sample = try reader.nextSample() {
            var records: [any XDRStructure] = []
            while let record = try reader.nextRecord() {
                let isCounters = if case .counters = sample { true } else { false }
                let type = isCounters ? Structures.counterRecord(record.format) : Structures.flowRecord(record.format)
                records.append(try #require(type).init(reading: reader.bytes, record.body))
            }
            let write: (inout XDRWriter) -> UInt32 = { writer in
                for record in records { writer.record(record) }
                return UInt32(records.count)
            }
            switch sample {
            case .flow(let flow): writer.flowSample(flow, write)
            case .counters(let counters): writer.countersSample(counters, write)
            case .discarded(let packet): writer.discardedPacket(packet, write)
            case .realTimeMetrics(let body): writer.sample(try RealTimeMetrics(reading: reader.bytes, body))
            case .realTimeFlow(let body): writer.sample(try RealTimeFlow(reading: reader.bytes, body))
            case .unknown: Issue.record("a sample kind that is not known")
            }
        }
        #expect(writer.bytes == Self.bytes)
    }

    @Test func compactFormsHoldWhatFitsThem() {
        #expect(InterfacePort.ifIndex(0xff_ffff).fitsCompact && !InterfacePort.ifIndex(0x100_0000).fitsCompact)
        #expect(InterfacePort.internal.fitsCompact && InterfacePort(format: 0, value: .max).fitsCompact)
        #expect(InterfacePort(format: 3, value: 1).fitsCompact && !InterfacePort(format: 4, value: 1).fitsCompact)
        #expect(InterfacePort(format: 0, value: .max).compact == 0x3fff_ffff)
        #expect(
            InterfacePort(compact: InterfacePort(format: 2, value: 9).compact) == InterfacePort(format: 2, value: 9)
        )
        #expect(DataSource(compact: 0x0300_0007) == DataSource(sourceClass: 3, index: 7))
        #expect(!DataSource(sourceClass: 256, index: 0).fitsCompact)
    }

    /// Either value in either form is read as internal, and written as the form has it.
    @Test(arguments: [0x3fff_ffff, 0xffff_ffff] as [UInt32], [false, true])
    func anInternalPortIsWrittenAsItsFormHasIt(_ value: UInt32, _ expanded: Bool) throws {
        var sample = FlowSample(), builder = DatagramBuilder()
        sample.input = .ifIndex(9)
        sample.output = InterfacePort(format: 0, value: value)
        builder.flow(sample, header: [], expanded: expanded)
        let bytes = builder.bytes, output = 28 + 8 + (expanded ? 36 : 24)
        #expect(bytes.span.bytes.bigEndian32(output) == (expanded ? 0xffff_ffff : 0x3fff_ffff))
        var reader = try DatagramReader(bytes.span.bytes)
        guard case .flow(let read) = try reader.nextSample() else { throw DatagramFault.sample }
        #expect(read.output.isInternal && read.input == .ifIndex(9))
        var wire = ExpandedFlowSample()
        wire.inputValue = value
        #expect(FlowSample(wire).input.isInternal)
    }

    @Test func anIPv6AgentComesBack() throws {
        let agent = XDRAddress.ipv6(0x2001_0db8 << 96 | 7)
        let bytes = DatagramBuilder(agent: agent, subAgent: 3, sequence: 9, uptime: 77).bytes
        let header = try DatagramReader(bytes.span.bytes).header
        #expect(bytes.count == 40 && header.agent == agent && header.subAgent == 3 && header.sequence == 9)
    }
}
