public import XDR

/// A port of a link aggregation group and its protocol (IEEE8023-LAG-MIB).
public struct LAGPortStatistics: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 7) }
    public static let name: StaticString = "lag_port_stats"
    public static let source = Specification.lag
    public var actorSystemID: UInt64 = 0
    public var partnerSystemID: UInt64 = 0
    public var attachedAggID: UInt32 = 0
    /// Four bytes: the administrative and the operational state of the actor, then those of the partner.
    public var portState: UInt32 = 0
    public var lacpdusRx: UInt32 = 0
    public var markerPDUsRx: UInt32 = 0
    public var markerResponsePDUsRx: UInt32 = 0
    public var unknownRx: UInt32 = 0
    public var illegalRx: UInt32 = 0
    public var lacpdusTx: UInt32 = 0
    public var markerPDUsTx: UInt32 = 0
    public var markerResponsePDUsTx: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 56 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.mac(
            &actorSystemID,
            Field("actorSystemID", .identifier, metric: "agg_actorsystemid", "system of this end")
        )
        try v.mac(
            &partnerSystemID,
            Field("partnerSystemID", .identifier, metric: "agg_partneropersystemid", "system of the other end")
        )
        try v.u32(
            &attachedAggID,
            Field("attachedAggID", .identifier, metric: "agg_attachedaggid", "ifIndex of the group; 0 is none")
        )
        try v.octets(
            &portState,
            Field(
                "actorAdminPortState",
                .identifier,
                metric: "agg_actoradminstate",
                "state bits of this end as set: 0 activity, 1 timeout"
            ),
            Field(
                "actorOperPortState",
                .identifier,
                metric: "agg_actoroperstate",
                "state bits of this end now: 3 synchronization, 4 collecting, 5 distributing"
            ),
            Field(
                "partnerAdminPortState",
                .identifier,
                metric: "agg_partneradminstate",
                "state bits of the other end as set"
            ),
            Field(
                "partnerOperPortState",
                .identifier,
                metric: "agg_partneroperstate",
                "state bits of the other end now"
            )
        )
        try v.u32(&lacpdusRx, Field("LACPDUsRx", .counter, in: .frames, metric: "agg_lacpdusrx", "LACP frames in"))
        try v.u32(
            &markerPDUsRx,
            Field("markerPDUsRx", .counter, in: .frames, metric: "agg_markerpdusrx", "marker frames in")
        )
        try v.u32(
            &markerResponsePDUsRx,
            Field(
                "markerResponsePDUsRx",
                .counter,
                in: .frames,
                metric: "agg_markerresponsepdusrx",
                "marker responses in"
            )
        )
        try v.u32(
            &unknownRx,
            Field("unknownRx", .counter, in: .frames, metric: "agg_unknownrx", "unknown slow protocol frames in")
        )
        try v.u32(
            &illegalRx,
            Field("illegalRx", .counter, in: .frames, metric: "agg_illegalrx", "malformed slow protocol frames in")
        )
        try v.u32(&lacpdusTx, Field("LACPDUsTx", .counter, in: .frames, metric: "agg_lacpdustx", "LACP frames out"))
        try v.u32(
            &markerPDUsTx,
            Field("markerPDUsTx", .counter, in: .frames, metric: "agg_markerpdustx", "marker frames out")
        )
        try v.u32(
            &markerResponsePDUsTx,
            Field(
                "markerResponsePDUsTx",
                .counter,
                in: .frames,
                metric: "agg_markerresponsepdustx",
                "marker responses out"
            )
        )
    }
}
