import SFlow
import XDR

/// Builds datagrams for tests, sample by sample.
package struct DatagramBuilder {
    private var writer = XDRWriter()
    private var samples: UInt32 = 0
    private let headerEnd: Int

    package init(
        agent: XDRAddress = .ipv4(0xc000_0201),
        subAgent: UInt32 = 0,
        sequence: UInt32 = 1,
        uptime: UInt32 = 1000
    ) {
        var header = DatagramHeader()
        header.agent = agent
        header.subAgent = subAgent
        header.sequence = sequence
        header.uptime = uptime
        writer.datagramHeader(header)
        headerEnd = writer.count
    }

    package mutating func counters(
        _ source: DataSource,
        sequence: UInt32 = 1,
        expanded: Bool = false,
        _ records: [any XDRStructure]
    ) {
        samples += 1
        writer.countersSample(CountersSample(sequence: sequence, source: source), expanded: expanded) { writer in
            for record in records { writer.record(record) }
            return UInt32(records.count)
        }
    }

    /// A flow sample whose sampled header is `header`.
    package mutating func flow(
        _ sample: FlowSample,
        header: [UInt8],
        headerProtocol: UInt32 = 1,
        frameLength: UInt32? = nil,
        stripped: UInt32 = 4,
        expanded: Bool = false,
        more: [any XDRStructure] = []
    ) {
        samples += 1
        var record = sampledHeader(header, frameLength)
        record.headerProtocol = headerProtocol
        record.stripped = stripped
        writer.flowSample(sample, expanded: expanded) { writer in
            writer.record(record)
            for record in more { writer.record(record) }
            return UInt32(1 + more.count)
        }
    }

    /// A flow sample of any records, without a sampled header.
    package mutating func flow(_ sample: FlowSample, records: [any XDRStructure]) {
        samples += 1
        writer.flowSample(sample, expanded: true) { writer in
            for record in records { writer.record(record) }
            return UInt32(records.count)
        }
    }

    /// A discarded packet, with the head of the packet where it is given.
    package mutating func discarded(
        _ packet: DiscardedPacket,
        header: [UInt8] = [],
        more: [any XDRStructure] = []
    ) {
        samples += 1
        let record = sampledHeader(header, nil)
        writer.discardedPacket(packet) { writer in
            if !header.isEmpty { writer.record(record) }
            for record in more { writer.record(record) }
            return UInt32((header.isEmpty ? 0 : 1) + more.count)
        }
    }

    /// Metrics of an application.
    package mutating func metrics(_ sample: RealTimeMetrics) {
        samples += 1
        writer.sample(sample)
    }

    /// What an application did.
    package mutating func application(_ sample: RealTimeFlow) {
        samples += 1
        writer.sample(sample)
    }

    private mutating func sampledHeader(_ header: [UInt8], _ frameLength: UInt32?) -> SampledHeader {
        var record = SampledHeader()
        record.headerProtocol = 1
        record.frameLength = frameLength ?? UInt32(header.count + 4)
        record.stripped = 4
        record.header = writer.stage(header.span.bytes)
        return record
    }

    /// The datagram.
    package var bytes: [UInt8] {
        var writer = writer
        writer.patchSampleCount(samples, headerEnd: headerEnd)
        return writer.bytes
    }
}
