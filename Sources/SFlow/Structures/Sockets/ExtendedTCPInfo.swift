public import XDR

/// The state of the connection that a packet belongs to, as its host has it (Linux's `tcp_info`).
public struct ExtendedTCPInfo: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2209) }
    public static let name: StaticString = "extended_tcp_info"
    public static let source = Specification.tcpInfo
    public var direction: UInt32 = 0
    public var sendMSS: UInt32 = 0
    public var receiveMSS: UInt32 = 0
    public var unacknowledged: UInt32 = 0
    public var lost: UInt32 = 0
    public var retransmitted: UInt32 = 0
    public var pathMTU: UInt32 = 0
    public var roundTripTime: UInt32 = 0
    public var roundTripVariance: UInt32 = 0
    public var sendCongestionWindow: UInt32 = 0
    public var reordering: UInt32 = 0
    public var minimumRoundTripTime: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 48 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &direction,
            Field(
                "tcpinfo_direction",
                .identifier,
                as: .words("unknown received sent"),
                "whether the host received or sent the packet"
            )
        )
        try v.u32(&sendMSS, Field("tcpinfo_send_mss", .gauge, in: .bytes, "largest segment that is sent"))
        try v.u32(&receiveMSS, Field("tcpinfo_receive_mss", .gauge, in: .bytes, "largest segment that is received"))
        try v.u32(&unacknowledged, Field("tcpinfo_unacked_pkts", .gauge, in: .packets, "segments in flight"))
        try v.u32(&lost, Field("tcpinfo_lost_pkts", .gauge, in: .packets, "segments lost"))
        try v.u32(&retransmitted, Field("tcpinfo_retrans_pkts", .gauge, in: .packets, "segments sent again"))
        try v.u32(&pathMTU, Field("tcpinfo_path_mtu", .gauge, in: .bytes, "last MTU of the path"))
        try v.u32(&roundTripTime, Field("tcpinfo_rtt_uS", .gauge, in: .microseconds, "smoothed round trip time"))
        try v.u32(
            &roundTripVariance,
            Field("tcpinfo_rtt_uS_var", .gauge, in: .microseconds, "mean deviation of the round trip time")
        )
        try v.u32(
            &sendCongestionWindow,
            Field("tcpinfo_send_congestion_win", .gauge, in: .packets, "congestion window")
        )
        try v.u32(&reordering, Field("tcpinfo_reordering", .gauge, in: .packets, "how far segments are reordered"))
        try v.u32(
            &minimumRoundTripTime,
            Field("tcpinfo_rtt_uS_min", .gauge, in: .microseconds, "least round trip time")
        )
    }
}
