import PacketHeaders
import SFlow
import Synchronization
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

/// What a sample is of. A set, so that a definition can say what it is of.
package struct SampleKinds: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A packet.
    package static var packet: SampleKinds { SampleKinds(rawValue: 1) }
    /// A packet that was discarded.
    package static var discarded: SampleKinds { SampleKinds(rawValue: 2) }
    /// Something that an application did: there is no packet.
    package static var operation: SampleKinds { SampleKinds(rawValue: 4) }
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
    /// Where its records are.
    var records = RecordPlaces()
    /// What is read in place of a header that was not sampled.
    var standInHeader = StandInHeader()
    /// Of a discarded packet: the code of why.
    package var reason: UInt32 = 0
    /// The packet stands for so many.
    package var samplingRate: UInt32 = 1
    package var kind = SampleKinds.packet
    /// Never used. The compiler copies what it lends, if it may, and this it may not: copies cost as much as packing a key.
    private let unmovable = Atomic(false)

    package init() {}

    /// Stands for the protocols and records that occur: samples of one number have the same keys, mostly. Not 0 where flows
    /// are made of the sample.
    package var combination: UInt64 { layers.present ^ records.present &* 0x9e37_79b9_7f4a_7c15 }

    /// Forgets the sample before.
    package mutating func reset() {
        layers.reset()
        (headerStart, headerEnd, frameLength, stripped) = (0, 0, 0, 0)
        (input, output, sourceIndex) = (.unknown, .unknown, Self.absent)
        records.reset()
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
        kind = .packet
    }

    /// Forgets the packet before and takes the head of a discarded one.
    mutating func begin(_ packet: DiscardedPacket) {
        reset()
        input = .ifIndex(packet.input)
        output = .ifIndex(packet.output)
        if packet.sourceClass == 0 { sourceIndex = packet.sourceIndex }
        samplingRate = 1
        reason = packet.reason
        kind = .discarded
    }

    /// Takes the records. False: there is neither a packet nor an operation in them.
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
        return layers.count > 0 || finishWithoutHeader(reader.bytes)
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
        case ExtendedSwitch.format: records.note(RecordOrdinal.extendedSwitch, record.body)
        default: return try note(record)
        }
        return true
    }

    @inline(never)
    private mutating func note(_ record: Record) throws(XDRError) -> Bool {
        var note = RecordNote()
        guard try Structures.withFlowRecord(record.format, &note) else { return false }
        // The same by another name.
        let isQueue = note.ordinal == RecordOrdinal.broadcomEgressQueue
        records.note(isQueue ? RecordOrdinal.egressQueue : note.ordinal, record.body)
        return true
    }
}
