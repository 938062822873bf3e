import PacketHeaders
import SFlow
import XDR

extension InterfacePort {
    /// Both fields in one integer.
    var packed: UInt64 { UInt64(format) << 32 | UInt64(value) }

    /// The same as flow keys tell it: one way to say internal, no reason of a discard, no number of several.
    var canonical: InterfacePort {
        if format != 0 { return InterfacePort(format: format, value: 0) }
        return isInternal ? .internal : self
    }
}

/// What a flow program reads of one packet sample, beside the datagram's bytes.
///
/// Make some for each thread and fill them again and again: nothing is allocated then. It cannot be copied.
package struct SampleFields: ~Copyable, Sendable {
    /// A field that the sample does not have.
    package static let absent: UInt32 = .max

    /// The headers of the packet; offsets count from `headerStart`.
    package var layers = LayerStack()
    /// Where the sampled header lies in the datagram.
    package var headerStart = 0
    package var headerEnd = 0
    /// Bytes of the packet on the wire, with the frame check sequence, as the agent reports them.
    package var frameLength: UInt32 = 0
    /// Bytes of `frameLength` that were removed before the header was taken.
    package var stripped: UInt32 = 0
    package var input = InterfacePort.unknown
    package var output = InterfacePort.unknown
    /// The ifIndex of the data source, or `absent` where the data source is no interface.
    package var sourceIndex = absent
    /// VLANs of the extended switch record, or `absent`.
    package var vlanSource = absent
    package var vlanDestination = absent
    /// Requests that the sample stands for and how long one took, in microseconds, as records of applications say, or
    /// `absent`.
    package var requests = absent
    package var duration = absent
    /// Where the texts of the sample's records lie in the datagram, each by its own place; only those that
    /// `hasRecordText` has the bit of.
    package private(set) var recordTexts = InlineArray<16, ByteRange>(repeating: ByteRange())
    package private(set) var hasRecordText: UInt16 = 0
    /// The packet stands for so many.
    package var samplingRate: UInt32 = 1
    /// The number of the data source.
    package var source = 0
    /// It was discarded, not sampled.
    package var isDiscarded = false

    package init() {}

    /// Forgets the sample before.
    package mutating func reset() {
        layers.reset()
        (headerStart, headerEnd, frameLength, stripped) = (0, 0, 0, 0)
        (input, output, sourceIndex) = (.unknown, .unknown, Self.absent)
        (vlanSource, vlanDestination) = (Self.absent, Self.absent)
        (requests, duration) = (Self.absent, Self.absent)
        hasRecordText = 0
    }

    /// Sets the text at one of the sixteen places.
    package mutating func setRecordText(_ place: Int, _ range: ByteRange) {
        recordTexts[place] = range
        hasRecordText |= 1 << UInt16(place)
    }

    /// Dissects the header that lies at `offset` of the datagram.
    package mutating func setHeader(_ bytes: RawSpan, at offset: Int, count: Int, headerProtocol: UInt32) {
        headerStart = offset
        headerEnd = min(offset + count, bytes.byteCount)
        layers.dissect(bytes, at: offset, count: count, headerProtocol: headerProtocol)
    }
}

// MARK: Reading

extension SampleFields {
    /// Forgets the packet before and takes the head of a sample.
    @inline(__always)
    mutating func begin(_ sample: FlowSample) {
        reset()
        input = sample.input
        output = sample.output
        if sample.source.sourceClass == 0 { sourceIndex = sample.source.index }
        samplingRate = sample.samplingRate
        isDiscarded = false
    }

    /// Forgets the packet before and takes the head of a discarded one.
    mutating func begin(_ packet: DiscardedPacket) {
        reset()
        input = .ifIndex(packet.input)
        output = .ifIndex(packet.output)
        if packet.sourceClass == 0 { sourceIndex = packet.sourceIndex }
        samplingRate = 1
        isDiscarded = true
    }

    /// Takes the records. False: there is no packet in them.
    mutating func addRecords(
        _ reader: inout DatagramReader,
        _ tally: inout RecordTally
    ) throws(DatagramFault) -> Bool {
        while let record = try reader.nextRecord() {
            do {
                if try !add(record, in: reader.bytes) { tally.unknownFormats += 1 }
            } catch {
                tally.hasBadRecord = true
            }
        }
        return layers.count > 0
    }

    /// Takes a record, if it says something that flows are made of. False: its format is not known.
    @inline(__always)
    private mutating func add(_ record: Record, in bytes: RawSpan) throws(XDRError) -> Bool {
        switch record.format {
        case SampledHeader.format:
            let header = try SampledHeader(reading: bytes, record.body)
            frameLength = header.frameLength
            stripped = header.stripped
            setHeader(
                bytes,
                at: header.header.start,
                count: Int(header.header.count),
                headerProtocol: header.headerProtocol
            )
        case ExtendedSwitch.format:
            let record = try ExtendedSwitch(reading: bytes, record.body)
            vlanSource = record.sourceVLAN
            vlanDestination = record.destinationVLAN
        default:
            return Structures.hasFlowRecord(record.format)
        }
        return true
    }
}
