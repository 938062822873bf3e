public import XDR

/// Counters of an InfiniBand port (InfiniBand Architecture Specification, PortCounters).
public struct InfiniBandCounters: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 9) }
    public static let name: StaticString = "ib_counters"
    public static let source = Specification.infiniBand
    public var xmitPackets: UInt64 = 0
    public var rcvPackets: UInt64 = 0
    public var symbolErrors: UInt32 = 0
    public var linkErrorRecoveries: UInt32 = 0
    public var linkDowned: UInt32 = 0
    public var rcvErrors: UInt32 = 0
    public var rcvRemotePhysicalErrors: UInt32 = 0
    public var rcvSwitchRelayErrors: UInt32 = 0
    public var xmitDiscards: UInt32 = 0
    public var xmitConstraintErrors: UInt32 = 0
    public var rcvConstraintErrors: UInt32 = 0
    public var localLinkIntegrityErrors: UInt32 = 0
    public var excessiveBufferOverruns: UInt32 = 0
    public var vl15Dropped: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 64 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u64(
            &xmitPackets,
            Field("PortXmitPkts", .counter, in: .packets, metric: "ib_portxmitpkts", "packets out on all virtual lanes")
        )
        try v.u64(
            &rcvPackets,
            Field(
                "PortRcvPkts",
                .counter,
                in: .packets,
                metric: "ib_portrcvpkts",
                "packets in, with those that have errors"
            )
        )
        try v.u32(
            &symbolErrors,
            Field(
                "SymbolErrorCounter",
                .counter,
                metric: "ib_symbolerrorcounter",
                "minor link errors on physical lanes"
            )
        )
        try v.u32(
            &linkErrorRecoveries,
            Field(
                "LinkErrorRecoveryCounter",
                .counter,
                metric: "ib_linkerrorrecoverycounter",
                "link error recoveries that succeeded"
            )
        )
        try v.u32(
            &linkDowned,
            Field("LinkDownedCounter", .counter, metric: "ib_linkdownedcounter", "link error recoveries that failed")
        )
        try v.u32(
            &rcvErrors,
            Field("PortRcvErrors", .counter, in: .packets, metric: "ib_portrcverrors", "packets in with an error")
        )
        try v.u32(
            &rcvRemotePhysicalErrors,
            Field(
                "PortRcvRemotePhysicalErrors",
                .counter,
                in: .packets,
                metric: "ib_portrcvremotephysicalerrors",
                "packets in that are marked bad"
            )
        )
        try v.u32(
            &rcvSwitchRelayErrors,
            Field(
                "PortRcvSwitchRelayErrors",
                .counter,
                in: .packets,
                metric: "ib_portrcvswitchrelayerrors",
                "packets in that the switch could not relay"
            )
        )
        try v.u32(
            &xmitDiscards,
            Field(
                "PortXmitDiscards",
                .counter,
                in: .packets,
                metric: "ib_portxmitdiscards",
                "packets out discarded: the port is down or congested"
            )
        )
        try v.u32(
            &xmitConstraintErrors,
            Field(
                "PortXmitConstraintErrors",
                .counter,
                in: .packets,
                metric: "ib_portxmitconstrainterrors",
                "packets not sent by a filter"
            )
        )
        try v.u32(
            &rcvConstraintErrors,
            Field(
                "PortRcvConstraintErrors",
                .counter,
                in: .packets,
                metric: "ib_portrcvconstrainterrors",
                "packets in discarded by a filter"
            )
        )
        try v.u32(
            &localLinkIntegrityErrors,
            Field(
                "LocalLinkIntegrityErrors",
                .counter,
                metric: "ib_locallinkintegrityerrors",
                "times that there were too many local physical errors"
            )
        )
        try v.u32(
            &excessiveBufferOverruns,
            Field(
                "ExcessiveBufferOverrunErrors",
                .counter,
                metric: "ib_excessivebufferoverrunerrors",
                "times that overruns went on too long"
            )
        )
        try v.u32(
            &vl15Dropped,
            Field(
                "VL15Dropped",
                .counter,
                in: .packets,
                metric: "ib_vl15dropped",
                "management packets in dropped for lack of buffers"
            )
        )
    }
}
