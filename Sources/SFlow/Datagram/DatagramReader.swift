public import XDR

/// What was wrong with a datagram: the name of the counter that it goes to.
public enum DatagramFault: String, Error, CaseIterable, Sendable {
    /// Neither sFlow version 5 nor one of the older ones: most likely no sFlow at all.
    case version = "Version"
    /// sFlow version 2, which is not read.
    case version2 = "Version2"
    /// sFlow version 4, which is not read.
    case version4 = "Version4"
    /// The head ends early, or the agent has no address.
    case header = "Header"
    /// More samples than bytes could hold.
    case sampleCount = "SampleCount"
    /// A sample's length reaches beyond the datagram.
    case sampleLength = "SampleLength"
    /// A sample ends before its own fields, or cannot be read; what follows it counts where its length was right.
    case sample = "Sample"
    /// More records than the sample's bytes could hold.
    case recordCount = "RecordCount"
    /// A record's length reaches beyond its sample.
    case recordLength = "RecordLength"
    /// A record of a known format could not be read; it is skipped by its length.
    case record = "Record"

    /// A number from 0 for counting in an array.
    public var index: Int { Self.allCases.firstIndex(of: self)! }

    /// True where it is the version that is not read.
    public var isVersion: Bool { self == .version || self == .version2 || self == .version4 }

    /// What is wrong with a datagram that begins with `version` and not with 5.
    @usableFromInline
    static func of(version: UInt32) -> DatagramFault {
        switch version {
        case 2: .version2
        case 4: .version4
        default: .version
        }
    }
}

/// A sample as it comes: its head is read, its records follow by `nextRecord`.
public enum Sample: Sendable {
    case flow(FlowSample)
    case counters(CountersSample)
    case discarded(DiscardedPacket)
    /// Metrics of an application: the body of `RealTimeMetrics`, which is not looked at.
    case realTimeMetrics(ByteRange)
    /// What an application did: the body of `RealTimeFlow`, which is not looked at.
    case realTimeFlow(ByteRange)
    /// A format that is not known, and its body.
    case unknown(DataFormat, ByteRange)
}

/// A record as it comes: what it holds, and where its body is.
public struct Record: Sendable {
    public var format: DataFormat
    public var body: ByteRange

    @inlinable init(format: DataFormat, body: ByteRange) {
        self.format = format
        self.body = body
    }
}

/// Walks a datagram in place, sample by sample and record by record, without allocation. Lengths and counts are held
/// against the bytes that are there before they are believed; unknown formats are skipped by their length.
public struct DatagramReader: ~Escapable {
    public let bytes: RawSpan
    public private(set) var header = DatagramHeader()
    @usableFromInline var reader: XDRReader
    @usableFromInline var samplesLeft: UInt32 = 0
    @usableFromInline var sampleEnd = 0
    @usableFromInline var recordsLeft: UInt32 = 0
    @usableFromInline var format = DataFormat(word: 0)

    /// The format of the sample that was read last, which tells the compact form from the expanded.
    public var sampleFormat: DataFormat { format }

    /// Throws. Apart from the rest: a function with a typed `throw` of its own is not inlined into other modules.
    @usableFromInline @inline(never)
    static func fail(_ fault: DatagramFault) throws(DatagramFault) -> Never { throw fault }

    /// Reads the head.
    @inlinable @_lifetime(copy bytes)
    public init(_ bytes: RawSpan) throws(DatagramFault) {
        self.bytes = bytes
        reader = XDRReader(bytes)
        guard bytes.byteCount >= 4 else { try Self.fail(.version) }
        guard bytes.bigEndian32(0) == 5 else { try Self.fail(.of(version: bytes.bigEndian32(0))) }
        do { try readHeader() } catch { try Self.fail(.header) }
        guard header.agent != .unknown else { try Self.fail(.header) }
        guard Int(header.sampleCount) <= reader.left / 8 else { try Self.fail(.sampleCount) }
        samplesLeft = header.sampleCount
        sampleEnd = reader.offset
    }

    @usableFromInline @_lifetime(self: copy self)
    mutating func readHeader() throws(XDRError) { try header.visit(&reader) }

    /// The next sample, or `nil` after the last. What was left of the one before is skipped.
    @inlinable @_lifetime(self: copy self)
    public mutating func nextSample() throws(DatagramFault) -> Sample? {
        guard samplesLeft > 0 else { return nil }
        samplesLeft -= 1
        reader.offset = sampleEnd
        reader.end = bytes.byteCount
        guard reader.left >= 8 else { try Self.fail(.sampleLength) }
        let format = DataFormat(word: bytes.bigEndian32(reader.offset))
        let length = Int(bytes.bigEndian32(reader.offset + 4))
        reader.offset += 8
        guard length <= reader.left else { try Self.fail(.sampleLength) }
        reader.end = reader.offset + length
        sampleEnd = min(reader.offset + (length + 3) & ~3, bytes.byteCount)
        recordsLeft = 0
        self.format = format
        return try sample(format)
    }

    @inlinable @_lifetime(self: copy self)
    mutating func sample(_ format: DataFormat) throws(DatagramFault) -> Sample {
        switch format {
        case CompactFlowSample.format:
            let wire = try head(CompactFlowSample.self)
            try expectRecords(wire.recordCount)
            return .flow(FlowSample(wire))
        case ExpandedFlowSample.format:
            let wire = try head(ExpandedFlowSample.self)
            try expectRecords(wire.recordCount)
            return .flow(FlowSample(wire))
        case CompactCountersSample.format:
            let wire = try head(CompactCountersSample.self)
            try expectRecords(wire.recordCount)
            return .counters(CountersSample(sequence: wire.sequence, source: DataSource(compact: wire.source)))
        case ExpandedCountersSample.format:
            let wire = try head(ExpandedCountersSample.self)
            try expectRecords(wire.recordCount)
            let source = DataSource(sourceClass: wire.sourceClass, index: wire.sourceIndex)
            return .counters(CountersSample(sequence: wire.sequence, source: source))
        case DiscardedPacket.format:
            let wire = try head(DiscardedPacket.self)
            try expectRecords(wire.recordCount)
            return .discarded(wire)
        case RealTimeMetrics.format: return .realTimeMetrics(body)
        case RealTimeFlow.format: return .realTimeFlow(body)
        default: return .unknown(format, body)
        }
    }

    /// What is left of the sample.
    @inlinable var body: ByteRange { ByteRange(offset: reader.offset, count: reader.left) }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func head<Head: XDRElement>(_: Head.Type) throws(DatagramFault) -> Head {
        var head = Head()
        do { try head.visit(&reader) } catch { try Self.fail(.sample) }
        return head
    }

    @inlinable @_lifetime(self: copy self)
    mutating func expectRecords(_ count: UInt32) throws(DatagramFault) {
        guard Int(count) <= reader.left / 8 else { try Self.fail(.recordCount) }
        recordsLeft = count
    }

    /// The next record of the sample, or `nil` after the last.
    @inlinable @_lifetime(self: copy self)
    public mutating func nextRecord() throws(DatagramFault) -> Record? {
        guard recordsLeft > 0 else { return nil }
        recordsLeft -= 1
        guard reader.left >= 8 else { try Self.fail(.recordLength) }
        let format = DataFormat(word: bytes.bigEndian32(reader.offset))
        let length = Int(bytes.bigEndian32(reader.offset + 4))
        reader.offset += 8
        guard length <= reader.left else { try Self.fail(.recordLength) }
        let body = ByteRange(offset: reader.offset, count: length)
        reader.offset = min(reader.offset + (length + 3) & ~3, reader.end)
        return Record(format: format, body: body)
    }
}
