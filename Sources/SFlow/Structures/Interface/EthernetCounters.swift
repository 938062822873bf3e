public import XDR

/// Counters of an Ethernet-like interface (RFC 2358).
public struct EthernetCounters: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2) }
    public static let name: StaticString = "ethernet_counters"
    public static let source = Specification.version5
    public var dot3StatsAlignmentErrors: UInt32 = 0
    public var dot3StatsFCSErrors: UInt32 = 0
    public var dot3StatsSingleCollisionFrames: UInt32 = 0
    public var dot3StatsMultipleCollisionFrames: UInt32 = 0
    public var dot3StatsSQETestErrors: UInt32 = 0
    public var dot3StatsDeferredTransmissions: UInt32 = 0
    public var dot3StatsLateCollisions: UInt32 = 0
    public var dot3StatsExcessiveCollisions: UInt32 = 0
    public var dot3StatsInternalMacTransmitErrors: UInt32 = 0
    public var dot3StatsCarrierSenseErrors: UInt32 = 0
    public var dot3StatsFrameTooLongs: UInt32 = 0
    public var dot3StatsInternalMacReceiveErrors: UInt32 = 0
    public var dot3StatsSymbolErrors: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 52 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &dot3StatsAlignmentErrors,
            Field("dot3StatsAlignmentErrors", .counter, metric: "eth_alignmenterrors", "dot3StatsAlignmentErrors")
        )
        try v.u32(
            &dot3StatsFCSErrors,
            Field("dot3StatsFCSErrors", .counter, metric: "eth_fcserrors", "dot3StatsFCSErrors")
        )
        try v.u32(
            &dot3StatsSingleCollisionFrames,
            Field(
                "dot3StatsSingleCollisionFrames",
                .counter,
                metric: "eth_singlecollisions",
                "dot3StatsSingleCollisionFrames"
            )
        )
        try v.u32(
            &dot3StatsMultipleCollisionFrames,
            Field(
                "dot3StatsMultipleCollisionFrames",
                .counter,
                metric: "eth_multiplecollisions",
                "dot3StatsMultipleCollisionFrames"
            )
        )
        try v.u32(
            &dot3StatsSQETestErrors,
            Field("dot3StatsSQETestErrors", .counter, metric: "eth_sqetesterrors", "dot3StatsSQETestErrors")
        )
        try v.u32(
            &dot3StatsDeferredTransmissions,
            Field(
                "dot3StatsDeferredTransmissions",
                .counter,
                metric: "eth_deferredtx",
                "dot3StatsDeferredTransmissions"
            )
        )
        try v.u32(
            &dot3StatsLateCollisions,
            Field("dot3StatsLateCollisions", .counter, metric: "eth_latecollision", "dot3StatsLateCollisions")
        )
        try v.u32(
            &dot3StatsExcessiveCollisions,
            Field(
                "dot3StatsExcessiveCollisions",
                .counter,
                metric: "eth_excessivecollisions",
                "dot3StatsExcessiveCollisions"
            )
        )
        try v.u32(
            &dot3StatsInternalMacTransmitErrors,
            Field(
                "dot3StatsInternalMacTransmitErrors",
                .counter,
                metric: "eth_internalmactxerrors",
                "dot3StatsInternalMacTransmitErrors"
            )
        )
        try v.u32(
            &dot3StatsCarrierSenseErrors,
            Field(
                "dot3StatsCarrierSenseErrors",
                .counter,
                metric: "eth_carriersenseerrors",
                "dot3StatsCarrierSenseErrors"
            )
        )
        try v.u32(
            &dot3StatsFrameTooLongs,
            Field("dot3StatsFrameTooLongs", .counter, metric: "eth_frametoolongs", "dot3StatsFrameTooLongs")
        )
        try v.u32(
            &dot3StatsInternalMacReceiveErrors,
            Field(
                "dot3StatsInternalMacReceiveErrors",
                .counter,
                metric: "eth_internalmacrxerrors",
                "dot3StatsInternalMacReceiveErrors"
            )
        )
        try v.u32(
            &dot3StatsSymbolErrors,
            Field("dot3StatsSymbolErrors", .counter, metric: "eth_symbolerrors", "dot3StatsSymbolErrors")
        )
    }
}
