public import XDR

/// Priority flow control of a port (IEEE 802.1Qbb), all priorities together.
public struct PFCCounters: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 11) }
    public static let name: StaticString = "pfc"
    public static let source = Specification.hostSFlow
    public var requests: UInt32 = 0
    public var indications: UInt32 = 0
    public var pauseDuration: UInt32 = 0
    public var stormsDetected: UInt32 = 0
    public var stormsRestored: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 20 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&requests, Field("pfc_requests", .counter, in: .frames, metric: "pfc_requests", "pause frames out"))
        try v.u32(
            &indications,
            Field("pfc_indications", .counter, in: .frames, metric: "pfc_indications", "pause frames in")
        )
        try v.u32(
            &pauseDuration,
            Field("pfc_pause_duration_uS", .counter, in: .microseconds, metric: "pfc_pause_duration", "time paused")
        )
        try v.u32(
            &stormsDetected,
            Field(
                "pfc_storm_detected",
                .counter,
                metric: "pfc_storm_detected",
                "pause storms that the watchdog saw begin"
            )
        )
        try v.u32(
            &stormsRestored,
            Field(
                "pfc_storm_restored",
                .counter,
                metric: "pfc_storm_restored",
                "pause storms that the watchdog saw end"
            )
        )
    }
}
