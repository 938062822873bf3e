import PacketHeaders
import SFlow
import XDR

/// A port as a sample names it: the format that says how the value is meant, and the value.
package struct InterfaceReference: Hashable, Sendable {
    /// 0 one interface, 1 discarded, 2 several interfaces.
    package var format: UInt32
    /// The ifIndex, the reason of a discard, or the number of interfaces.
    package var value: UInt32

    @inlinable package init(format: UInt32 = 0, value: UInt32 = 0) {
        self.format = format
        self.value = value
    }

    /// From the 32 bits of a compact sample: format in the upper two.
    @inlinable package init(compact: UInt32) {
        self.init(format: compact >> 30, value: compact & 0x3fff_ffff)
    }

    /// Both fields in one integer.
    @inlinable package var packed: UInt64 { UInt64(format) << 32 | UInt64(value) }

    /// Not known to the agent.
    package static let unknown = InterfaceReference()
    /// Inside the agent's host. Agents write 0x3FFFFFFF; expanded samples may say 0xFFFFFFFF.
    package static let `internal` = InterfaceReference(value: 0x3fff_ffff)

    /// The same as flow keys tell it: one way to say internal, no reason of a discard, no number of several.
    @inlinable package var canonical: InterfaceReference {
        if format != 0 { return InterfaceReference(format: format) }
        return value == .max ? InterfaceReference(value: 0x3fff_ffff) : self
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
    package var input = InterfaceReference.unknown
    package var output = InterfaceReference.unknown
    /// The ifIndex of the data source, or `absent` where the data source is no interface.
    package var sourceIndex = absent
    /// VLANs of the extended switch record, or `absent`.
    package var vlanSource = absent
    package var vlanDestination = absent
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
        input = InterfaceReference(format: sample.input.format, value: sample.input.value)
        output = InterfaceReference(format: sample.output.format, value: sample.output.value)
        if sample.source.sourceClass == 0 { sourceIndex = sample.source.index }
        samplingRate = sample.samplingRate
        isDiscarded = false
    }

    /// Forgets the packet before and takes the head of a discarded one.
    mutating func begin(_ packet: DiscardedPacket) {
        reset()
        input = InterfaceReference(value: packet.input)
        output = InterfaceReference(value: packet.output)
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
            return Structures.flowRecord(record.format) != nil
        }
        return true
    }
}
