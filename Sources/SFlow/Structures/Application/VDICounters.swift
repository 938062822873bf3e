public import XDR

/// Sessions of a virtual desktop.
public struct VDICounters: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2205) }
    public static let name: StaticString = "vdi_counters"
    public static let source = Specification.sflowtool
    public var sessionsCurrent: UInt32 = 0
    public var sessionsTotal: UInt32 = 0
    public var sessionsDuration: UInt32 = 0
    public var bytesReceived: UInt32 = 0
    public var bytesSent: UInt32 = 0
    public var packetsReceived: UInt32 = 0
    public var packetsSent: UInt32 = 0
    public var packetsReceivedLost: UInt32 = 0
    public var packetsSentLost: UInt32 = 0
    public var rttMin: UInt32 = 0
    public var rttMax: UInt32 = 0
    public var rttAverage: UInt32 = 0
    public var audioBytesReceived: UInt32 = 0
    public var audioBytesSent: UInt32 = 0
    public var audioSendLimit: UInt32 = 0
    public var imageBytesReceived: UInt32 = 0
    public var imageBytesSent: UInt32 = 0
    public var imageFrames: UInt32 = 0
    public var imageQualityMin: UInt32 = 0
    public var imageQualityMax: UInt32 = 0
    public var imageQualityAverage: UInt32 = 0
    public var usbBytesReceived: UInt32 = 0
    public var usbBytesSent: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 92 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&sessionsCurrent, Field("vdi_sessions_current", .gauge, metric: "vdi_sessions_current", "sessions"))
        try v.u32(
            &sessionsTotal,
            Field("vdi_sessions_total", .counter, metric: "vdi_sessions_total", "sessions started")
        )
        try v.u32(
            &sessionsDuration,
            Field(
                "vdi_sessions_duration",
                .counter,
                in: .seconds,
                metric: "vdi_sessions_duration",
                "time of all sessions together"
            )
        )
        try v.u32(&bytesReceived, Field("vdi_rx_bytes", .counter, in: .bytes, metric: "vdi_rx_bytes", "bytes in"))
        try v.u32(&bytesSent, Field("vdi_tx_bytes", .counter, in: .bytes, metric: "vdi_tx_bytes", "bytes out"))
        try v.u32(
            &packetsReceived,
            Field("vdi_rx_packets", .counter, in: .packets, metric: "vdi_rx_packets", "packets in")
        )
        try v.u32(
            &packetsSent,
            Field("vdi_tx_packets", .counter, in: .packets, metric: "vdi_tx_packets", "packets out")
        )
        try v.u32(
            &packetsReceivedLost,
            Field(
                "vdi_rx_packets_lost",
                .counter,
                in: .packets,
                metric: "vdi_rx_packets_lost",
                "packets in that were lost"
            )
        )
        try v.u32(
            &packetsSentLost,
            Field(
                "vdi_tx_packets_lost",
                .counter,
                in: .packets,
                metric: "vdi_tx_packets_lost",
                "packets out that were lost"
            )
        )
        try v.u32(
            &rttMin,
            Field(
                "vdi_rtt_min_ms",
                .gauge,
                in: .milliseconds,
                metric: "vdi_rtt_min_ms",
                "shortest round trip of all sessions"
            )
        )
        try v.u32(
            &rttMax,
            Field(
                "vdi_rtt_max_ms",
                .gauge,
                in: .milliseconds,
                metric: "vdi_rtt_max_ms",
                "longest round trip of all sessions"
            )
        )
        try v.u32(
            &rttAverage,
            Field(
                "vdi_rtt_avg_ms",
                .gauge,
                in: .milliseconds,
                metric: "vdi_rtt_avg_ms",
                "average round trip of all sessions"
            )
        )
        try v.u32(
            &audioBytesReceived,
            Field("vdi_audio_rx_bytes", .counter, in: .bytes, metric: "vdi_audio_rx_bytes", "bytes of audio in")
        )
        try v.u32(
            &audioBytesSent,
            Field("vdi_audio_tx_bytes", .counter, in: .bytes, metric: "vdi_audio_tx_bytes", "bytes of audio out")
        )
        try v.u32(
            &audioSendLimit,
            Field(
                "vdi_audio_tx_limit",
                .gauge,
                in: .bitsPerSecond,
                metric: "vdi_audio_tx_limit",
                "bandwidth that audio out may take"
            )
        )
        try v.u32(
            &imageBytesReceived,
            Field("vdi_img_rx_bytes", .counter, in: .bytes, metric: "vdi_img_rx_bytes", "bytes of images in")
        )
        try v.u32(
            &imageBytesSent,
            Field("vdi_img_tx_bytes", .counter, in: .bytes, metric: "vdi_img_tx_bytes", "bytes of images out")
        )
        try v.u32(
            &imageFrames,
            Field("vdi_img_frames", .counter, in: .frames, metric: "vdi_img_frames", "image frames encoded")
        )
        try v.u32(
            &imageQualityMin,
            Field(
                "vdi_img_qual_min",
                .gauge,
                metric: "vdi_img_qual_min",
                "lowest image quality of all sessions, 0 to 100"
            )
        )
        try v.u32(
            &imageQualityMax,
            Field(
                "vdi_img_qual_max",
                .gauge,
                metric: "vdi_img_qual_max",
                "highest image quality of all sessions, 0 to 100"
            )
        )
        try v.u32(
            &imageQualityAverage,
            Field(
                "vdi_img_qual_avg",
                .gauge,
                metric: "vdi_img_qual_avg",
                "average image quality of all sessions, 0 to 100"
            )
        )
        try v.u32(
            &usbBytesReceived,
            Field("vdi_usb_rx_bytes", .counter, in: .bytes, metric: "vdi_usb_rx_bytes", "bytes of USB in")
        )
        try v.u32(
            &usbBytesSent,
            Field("vdi_usb_tx_bytes", .counter, in: .bytes, metric: "vdi_usb_tx_bytes", "bytes of USB out")
        )
    }
}
