public import XDR

/// What an encrypted 802.11 frame carries, in clear: from its 802.2 header on, without the trailer of the encryption.
public struct Extended80211Payload: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1013) }
    public static let name: StaticString = "extended_80211_payload"
    public static let source = Specification.ieee80211
    public var cipherSuite: UInt32 = 0
    public var payload: ByteRange = ByteRange()

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &cipherSuite,
            Field(
                "cipher_suite",
                .identifier,
                "OUI in 24 bits, suite in 8 (IEEE 802.11i); 1027074 is TKIP, 1027076 CCMP"
            )
        )
        try v.opaque(
            &payload,
            max: 65535,
            Field("payloadBytes", .identifier, as: .counted("payloadLen"), "the first bytes in clear")
        )
    }
}

/// How an 802.11 frame was received.
public struct Extended80211Receive: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1014) }
    public static let name: StaticString = "extended_80211_rx"
    public static let source = Specification.ieee80211
    public var ssid: String = ""
    public var bssid: UInt64 = 0
    public var version: UInt32 = 0
    public var channel: UInt32 = 0
    public var speed: UInt64 = 0
    public var signalToNoise: UInt32 = 0
    public var channelPower: UInt32 = 0
    public var packetDuration: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 40 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&ssid, max: 32, Field("rx_SSID", .text, "SSID"))
        try v.mac(&bssid, Field("rx_BSSID", .identifier, "BSSID"))
        try v.u32(&version, Field("rx_version", .identifier, "802.11 amendment: 1 a, 2 b, 3 g, 4 n"))
        try v.u32(&channel, Field("rx_channel", .identifier, "channel"))
        try v.u64(&speed, Field("rx_speed", .gauge, in: .bitsPerSecond, "speed"))
        try v.u32(&signalToNoise, Field("rx_rsni", .gauge, "signal to noise indicator, dot11FrameRprtRSNI"))
        try v.u32(&channelPower, Field("rx_rcpi", .gauge, "channel power indicator, dot11FrameRprtLastRCPI"))
        try v.u32(
            &packetDuration,
            Field("rx_packet_uS", .gauge, in: .microseconds, "time that the frame took on the air; 0 is unknown")
        )
    }
}

/// How an 802.11 frame was sent.
public struct Extended80211Transmit: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1015) }
    public static let name: StaticString = "extended_80211_tx"
    public static let source = Specification.ieee80211
    public var ssid: String = ""
    public var bssid: UInt64 = 0
    public var version: UInt32 = 0
    public var transmissions: UInt32 = 0
    public var packetDuration: UInt32 = 0
    public var retransmissionDuration: UInt32 = 0
    public var channel: UInt32 = 0
    public var speed: UInt64 = 0
    public var power: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 44 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&ssid, max: 32, Field("tx_SSID", .text, "SSID"))
        try v.mac(&bssid, Field("tx_BSSID", .identifier, "BSSID"))
        try v.u32(&version, Field("tx_version", .identifier, "802.11 amendment: 1 a, 2 b, 3 g, 4 n"))
        try v.u32(
            &transmissions,
            Field("tx_transmissions", .gauge, "times that it was sent; 1: it got through at once, 0 is unknown")
        )
        try v.u32(
            &packetDuration,
            Field(
                "tx_packet_uS",
                .gauge,
                in: .microseconds,
                "time that the successful transmission took on the air; 0 is unknown"
            )
        )
        try v.u32(
            &retransmissionDuration,
            Field(
                "tx_retrans_uS",
                .gauge,
                in: .microseconds,
                "time that failed transmissions took on the air; 0 is unknown"
            )
        )
        try v.u32(&channel, Field("tx_channel", .identifier, "channel"))
        try v.u64(&speed, Field("tx_speed", .gauge, in: .bitsPerSecond, "speed"))
        try v.u32(&power, Field("tx_power_mW", .gauge, "transmit power in mW"))
    }
}
