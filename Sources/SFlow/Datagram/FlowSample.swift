public import XDR

/// A sampled packet, from either encoding: what its records describe was one of `samplingRate` packets.
public struct FlowSample: Hashable, Sendable {
    public var sequence: UInt32 = 0
    public var source = DataSource.interface(0)
    public var samplingRate: UInt32 = 0
    /// The packets that could have been sampled.
    public var samplePool: UInt32 = 0
    /// Samples that the agent lost for want of resources.
    public var drops: UInt32 = 0
    public var input = InterfacePort.unknown
    public var output = InterfacePort.unknown

    public init() {}

    /// True where the compact encoding holds every index.
    public var fitsCompact: Bool { source.fitsCompact && input.fitsCompact && output.fitsCompact }
}

/// `flow_sample`, 0:1 (sFlow version 5, section 5): indices of 24 bits.
public struct CompactFlowSample: XDRElement, Hashable {
    @inlinable public static var format: DataFormat { DataFormat(0, 1) }
    public var sequence: UInt32 = 0, source: UInt32 = 0
    public var samplingRate: UInt32 = 0, samplePool: UInt32 = 0, drops: UInt32 = 0
    public var input: UInt32 = 0, output: UInt32 = 0
    public var recordCount: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 32 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&sequence, Field("sampleSequenceNo", .identifier, "counts the samples of the data source"))
        try v.u32(&source, Field("sourceId", .identifier, "class in 8 bits, index in 24"))
        try v.u32(&samplingRate, Field("meanSkipCount", .gauge, "one packet in so many was sampled"))
        try v.u32(&samplePool, Field("samplePool", .counter, in: .packets, "packets that could have been sampled"))
        try v.u32(&drops, Field("dropEvents", .counter, "samples that the agent lost"))
        try v.u32(&input, Field("inputPort", .identifier, "format in 2 bits, value in 30"))
        try v.u32(&output, Field("outputPort", .identifier, "format in 2 bits, value in 30"))
        try v.u32(&recordCount, Field("records", .identifier, "records that follow"))
    }
}

/// `flow_sample_expanded`, 0:3 (sFlow version 5, section 5): indices of 32 bits.
public struct ExpandedFlowSample: XDRElement, Hashable {
    @inlinable public static var format: DataFormat { DataFormat(0, 3) }
    public var sequence: UInt32 = 0, sourceClass: UInt32 = 0, sourceIndex: UInt32 = 0
    public var samplingRate: UInt32 = 0, samplePool: UInt32 = 0, drops: UInt32 = 0
    public var inputFormat: UInt32 = 0, inputValue: UInt32 = 0, outputFormat: UInt32 = 0, outputValue: UInt32 = 0
    public var recordCount: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 44 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&sequence, Field("sampleSequenceNo", .identifier, "counts the samples of the data source"))
        try v.u32(&sourceClass, Field("sourceIdClass", .identifier, "class of the data source"))
        try v.u32(&sourceIndex, Field("sourceIdIndex", .identifier, "index of the data source"))
        try v.u32(&samplingRate, Field("meanSkipCount", .gauge, "one packet in so many was sampled"))
        try v.u32(&samplePool, Field("samplePool", .counter, in: .packets, "packets that could have been sampled"))
        try v.u32(&drops, Field("dropEvents", .counter, "samples that the agent lost"))
        try v.u32(&inputFormat, Field("inputPortFormat", .identifier, "0 ifIndex, 1 discarded, 2 multiple"))
        try v.u32(&inputValue, Field("inputPort", .identifier, "where the packet came in"))
        try v.u32(&outputFormat, Field("outputPortFormat", .identifier, "0 ifIndex, 1 discarded, 2 multiple"))
        try v.u32(&outputValue, Field("outputPort", .identifier, "where the packet went out"))
        try v.u32(&recordCount, Field("records", .identifier, "records that follow"))
    }
}

extension FlowSample {
    @inlinable
    public init(_ wire: CompactFlowSample) {
        sequence = wire.sequence
        source = DataSource(compact: wire.source)
        samplingRate = wire.samplingRate
        samplePool = wire.samplePool
        drops = wire.drops
        input = InterfacePort(compact: wire.input)
        output = InterfacePort(compact: wire.output)
    }

    @inlinable
    public init(_ wire: ExpandedFlowSample) {
        sequence = wire.sequence
        source = DataSource(sourceClass: wire.sourceClass, index: wire.sourceIndex)
        samplingRate = wire.samplingRate
        samplePool = wire.samplePool
        drops = wire.drops
        input = InterfacePort(format: wire.inputFormat, value: wire.inputValue)
        output = InterfacePort(format: wire.outputFormat, value: wire.outputValue)
    }

    var compact: CompactFlowSample {
        var wire = CompactFlowSample()
        wire.sequence = sequence
        wire.source = source.compact
        wire.samplingRate = samplingRate
        wire.samplePool = samplePool
        wire.drops = drops
        wire.input = input.compact
        wire.output = output.compact
        return wire
    }

    var expanded: ExpandedFlowSample {
        var wire = ExpandedFlowSample()
        wire.sequence = sequence
        wire.sourceClass = source.sourceClass
        wire.sourceIndex = source.index
        wire.samplingRate = samplingRate
        wire.samplePool = samplePool
        wire.drops = drops
        wire.inputFormat = input.format
        wire.inputValue = input.expandedValue
        wire.outputFormat = output.format
        wire.outputValue = output.expandedValue
        return wire
    }
}
