public import XDR

/// The counters of a data source at one moment, from either encoding.
public struct CountersSample: Hashable, Sendable {
    public var sequence: UInt32 = 0
    public var source = DataSource.interface(0)

    public init() {}
    public init(sequence: UInt32, source: DataSource) {
        self.sequence = sequence
        self.source = source
    }
}

/// `counters_sample`, 0:2 (sFlow version 5, section 5): an index of 24 bits.
public struct CompactCountersSample: XDRElement, Hashable {
    @inlinable public static var format: DataFormat { DataFormat(0, 2) }
    public var sequence: UInt32 = 0, source: UInt32 = 0, recordCount: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&sequence, Field("sampleSequenceNo", .identifier, "counts the samples of the data source"))
        try v.u32(&source, Field("sourceId", .identifier, "class in 8 bits, index in 24"))
        try v.u32(&recordCount, Field("records", .identifier, "records that follow"))
    }
}

/// `counters_sample_expanded`, 0:4 (sFlow version 5, section 5): an index of 32 bits.
public struct ExpandedCountersSample: XDRElement, Hashable {
    @inlinable public static var format: DataFormat { DataFormat(0, 4) }
    public var sequence: UInt32 = 0, sourceClass: UInt32 = 0, sourceIndex: UInt32 = 0, recordCount: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 16 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&sequence, Field("sampleSequenceNo", .identifier, "counts the samples of the data source"))
        try v.u32(&sourceClass, Field("sourceIdClass", .identifier, "class of the data source"))
        try v.u32(&sourceIndex, Field("sourceIdIndex", .identifier, "index of the data source"))
        try v.u32(&recordCount, Field("records", .identifier, "records that follow"))
    }
}

/// A packet that was discarded, `discarded_packet`, 0:5 (sFlow Dropped Packet Notification).
public struct DiscardedPacket: XDRElement, Hashable {
    @inlinable public static var format: DataFormat { DataFormat(0, 5) }
    public var sequence: UInt32 = 0
    public var sourceClass: UInt32 = 0, sourceIndex: UInt32 = 0
    /// Discarded packets that were not reported, for want of resources or by a limit.
    public var drops: UInt32 = 0
    /// ifIndex; 0 is unknown.
    public var input: UInt32 = 0, output: UInt32 = 0
    public var reason: UInt32 = 0
    public var recordCount: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 32 }

    @inlinable public var source: DataSource { DataSource(sourceClass: sourceClass, index: sourceIndex) }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&sequence, Field("sampleSequenceNo", .identifier, "counts the samples of the data source"))
        try v.u32(&sourceClass, Field("sourceIdClass", .identifier, "class of the data source"))
        try v.u32(&sourceIndex, Field("sourceIdIndex", .identifier, "index of the data source"))
        try v.u32(&drops, Field("dropEvents", .counter, "discarded packets that were not reported"))
        try v.u32(&input, Field("inputPort", .identifier, "ifIndex where the packet came in; 0 is unknown"))
        try v.u32(&output, Field("outputPort", .identifier, "ifIndex where it was to go out; 0 is unknown"))
        try v.u32(&reason, Field("discardCode", .identifier, "why it was discarded"))
        try v.u32(&recordCount, Field("records", .identifier, "records that follow"))
    }
}
