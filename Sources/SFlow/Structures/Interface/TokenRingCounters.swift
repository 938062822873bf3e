public import XDR

/// Counters of a token ring interface (RFC 1748).
public struct TokenRingCounters: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 3) }
    public static let name: StaticString = "tokenring_counters"
    public static let source = Specification.version5
    public var lineErrors: UInt32 = 0
    public var burstErrors: UInt32 = 0
    public var acErrors: UInt32 = 0
    public var abortTransErrors: UInt32 = 0
    public var internalErrors: UInt32 = 0
    public var lostFrameErrors: UInt32 = 0
    public var receiveCongestions: UInt32 = 0
    public var frameCopiedErrors: UInt32 = 0
    public var tokenErrors: UInt32 = 0
    public var softErrors: UInt32 = 0
    public var hardErrors: UInt32 = 0
    public var signalLoss: UInt32 = 0
    public var transmitBeacons: UInt32 = 0
    public var recoverys: UInt32 = 0
    public var lobeWires: UInt32 = 0
    public var removes: UInt32 = 0
    public var singles: UInt32 = 0
    public var freqErrors: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 72 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &lineErrors,
            Field("dot5StatsLineErrors", .counter, metric: "tr_lineerrors", "code violations within frames and tokens")
        )
        try v.u32(
            &burstErrors,
            Field(
                "dot5StatsBurstErrors",
                .counter,
                metric: "tr_bursterrors",
                "absences of transitions for five half-bit times"
            )
        )
        try v.u32(
            &acErrors,
            Field(
                "dot5StatsACErrors",
                .counter,
                metric: "tr_acerrors",
                "stations that could not set the bits of the ring poll"
            )
        )
        try v.u32(
            &abortTransErrors,
            Field("dot5StatsAbortTransErrors", .counter, metric: "tr_aborttranserrors", "abort delimiters transmitted")
        )
        try v.u32(
            &internalErrors,
            Field(
                "dot5StatsInternalErrors",
                .counter,
                metric: "tr_internalerrors",
                "recoverable errors of the station itself"
            )
        )
        try v.u32(
            &lostFrameErrors,
            Field(
                "dot5StatsLostFrameErrors",
                .counter,
                metric: "tr_lostframeerrors",
                "frames whose trailer did not come back"
            )
        )
        try v.u32(
            &receiveCongestions,
            Field(
                "dot5StatsReceiveCongestions",
                .counter,
                metric: "tr_receivecongestions",
                "frames for the station that found no buffer"
            )
        )
        try v.u32(
            &frameCopiedErrors,
            Field(
                "dot5StatsFrameCopiedErrors",
                .counter,
                metric: "tr_framecopiederrors",
                "frames for the station that another had copied"
            )
        )
        try v.u32(
            &tokenErrors,
            Field("dot5StatsTokenErrors", .counter, metric: "tr_tokenerrors", "errors that needed a new token")
        )
        try v.u32(&softErrors, Field("dot5StatsSoftErrors", .counter, metric: "tr_softerrors", "recoverable errors"))
        try v.u32(
            &hardErrors,
            Field("dot5StatsHardErrors", .counter, metric: "tr_harderrors", "immediately recoverable fatal errors")
        )
        try v.u32(
            &signalLoss,
            Field("dot5StatsSignalLoss", .counter, metric: "tr_signalloss", "losses of the ring's signal")
        )
        try v.u32(
            &transmitBeacons,
            Field("dot5StatsTransmitBeacons", .counter, metric: "tr_transmitbeacons", "beacon frames transmitted")
        )
        try v.u32(
            &recoverys,
            Field(
                "dot5StatsRecoverys",
                .counter,
                metric: "tr_recoverys",
                "claim token frames with which a recovery began"
            )
        )
        try v.u32(
            &lobeWires,
            Field("dot5StatsLobeWires", .counter, metric: "tr_lobewires", "open or short circuits of the lobe")
        )
        try v.u32(&removes, Field("dot5StatsRemoves", .counter, metric: "tr_removes", "requests to leave the ring"))
        try v.u32(
            &singles,
            Field("dot5StatsSingles", .counter, metric: "tr_singles", "times that the station was alone on the ring")
        )
        try v.u32(
            &freqErrors,
            Field("dot5StatsFreqErrors", .counter, metric: "tr_freqerrors", "signals of a wrong frequency")
        )
    }
}
