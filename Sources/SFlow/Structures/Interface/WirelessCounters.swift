public import XDR

/// Counters of an IEEE 802.11 interface (IEEE802dot11-MIB).
public struct WirelessCounters: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 6) }
    public static let name: StaticString = "ieee80211_counters"
    public static let source = Specification.ieee80211
    public var transmittedFragments: UInt32 = 0
    public var multicastTransmittedFrames: UInt32 = 0
    public var failed: UInt32 = 0
    public var retries: UInt32 = 0
    public var multipleRetries: UInt32 = 0
    public var frameDuplicates: UInt32 = 0
    public var rtsSuccesses: UInt32 = 0
    public var rtsFailures: UInt32 = 0
    public var ackFailures: UInt32 = 0
    public var receivedFragments: UInt32 = 0
    public var multicastReceivedFrames: UInt32 = 0
    public var fcsErrors: UInt32 = 0
    public var transmittedFrames: UInt32 = 0
    public var wepUndecryptables: UInt32 = 0
    public var qosDiscardedFragments: UInt32 = 0
    public var associatedStations: UInt32 = 0
    public var qosCFPollsReceived: UInt32 = 0
    public var qosCFPollsUnused: UInt32 = 0
    public var qosCFPollsUnusable: UInt32 = 0
    public var qosCFPollsLost: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 80 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &transmittedFragments,
            Field(
                "dot11TransmittedFragmentCount",
                .counter,
                metric: "wifi_transmittedfragmentcount",
                "fragments that were acknowledged, or sent to groups"
            )
        )
        try v.u32(
            &multicastTransmittedFrames,
            Field(
                "dot11MulticastTransmittedFrameCount",
                .counter,
                in: .frames,
                metric: "wifi_multicasttransmittedframecount",
                "multicast frames out"
            )
        )
        try v.u32(
            &failed,
            Field(
                "dot11FailedCount",
                .counter,
                in: .frames,
                metric: "wifi_failedcount",
                "frames given up after all retries"
            )
        )
        try v.u32(
            &retries,
            Field("dot11RetryCount", .counter, in: .frames, metric: "wifi_retrycount", "frames out after a retry")
        )
        try v.u32(
            &multipleRetries,
            Field(
                "dot11MultipleRetryCount",
                .counter,
                in: .frames,
                metric: "wifi_multipleretrycount",
                "frames out after more than one retry"
            )
        )
        try v.u32(
            &frameDuplicates,
            Field(
                "dot11FrameDuplicateCount",
                .counter,
                in: .frames,
                metric: "wifi_frameduplicatecount",
                "frames in that were duplicates"
            )
        )
        try v.u32(
            &rtsSuccesses,
            Field(
                "dot11RTSSuccessCount",
                .counter,
                in: .frames,
                metric: "wifi_rtssuccesscount",
                "CTS frames in answer to an RTS"
            )
        )
        try v.u32(
            &rtsFailures,
            Field(
                "dot11RTSFailureCount",
                .counter,
                in: .frames,
                metric: "wifi_rtsfailurecount",
                "RTS frames without a CTS"
            )
        )
        try v.u32(
            &ackFailures,
            Field(
                "dot11ACKFailureCount",
                .counter,
                in: .frames,
                metric: "wifi_ackfailurecount",
                "frames without an acknowledgement"
            )
        )
        try v.u32(
            &receivedFragments,
            Field("dot11ReceivedFragmentCount", .counter, metric: "wifi_receivedfragmentcount", "fragments in")
        )
        try v.u32(
            &multicastReceivedFrames,
            Field(
                "dot11MulticastReceivedFrameCount",
                .counter,
                in: .frames,
                metric: "wifi_multicastreceivedframecount",
                "multicast frames in"
            )
        )
        try v.u32(
            &fcsErrors,
            Field(
                "dot11FCSErrorCount",
                .counter,
                in: .frames,
                metric: "wifi_fcserrorcount",
                "frames in with a wrong checksum"
            )
        )
        try v.u32(
            &transmittedFrames,
            Field(
                "dot11TransmittedFrameCount",
                .counter,
                in: .frames,
                metric: "wifi_transmittedframecount",
                "frames out"
            )
        )
        try v.u32(
            &wepUndecryptables,
            Field(
                "dot11WEPUndecryptableCount",
                .counter,
                in: .frames,
                metric: "wifi_wepundecryptablecount",
                "frames in that could not be decrypted"
            )
        )
        try v.u32(
            &qosDiscardedFragments,
            Field(
                "dot11QoSDiscardedFragmentCount",
                .counter,
                metric: "wifi_qosdiscardedfragmentcount",
                "fragments discarded by quality of service"
            )
        )
        try v.u32(
            &associatedStations,
            Field("dot11AssociatedStationCount", .gauge, metric: "wifi_associatedstationcount", "associated stations")
        )
        try v.u32(
            &qosCFPollsReceived,
            Field(
                "dot11QoSCFPollsReceivedCount",
                .counter,
                metric: "wifi_qoscfpollsreceivedcount",
                "QoS CF polls received"
            )
        )
        try v.u32(
            &qosCFPollsUnused,
            Field(
                "dot11QoSCFPollsUnusedCount",
                .counter,
                metric: "wifi_qoscfpollsunusedcount",
                "QoS CF polls received and not used"
            )
        )
        try v.u32(
            &qosCFPollsUnusable,
            Field(
                "dot11QoSCFPollsUnusableCount",
                .counter,
                metric: "wifi_qoscfpollsunusablecount",
                "QoS CF polls received that could not be used"
            )
        )
        try v.u32(
            &qosCFPollsLost,
            Field(
                "dot11QoSCFPollsLostCount",
                .counter,
                metric: "wifi_qoscfpollslostcount",
                "QoS CF polls without an answer"
            )
        )
    }
}

/// How busy the channel of an IEEE 802.11 radio is.
public struct RadioUtilization: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1002) }
    public static let name: StaticString = "radio_utilization"
    public static let source = Specification.ieee80211
    public var elapsedTime: UInt32 = 0
    public var onChannelTime: UInt32 = 0
    public var onChannelBusyTime: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &elapsedTime,
            Field("radio_elapsed_time", .counter, in: .milliseconds, metric: "radio_elapsed_time", "time that passed")
        )
        try v.u32(
            &onChannelTime,
            Field(
                "radio_on_channel_time",
                .busyTime,
                in: .milliseconds,
                metric: "radio_on_channel_time",
                "time on the assigned channel"
            )
        )
        try v.u32(
            &onChannelBusyTime,
            Field(
                "radio_on_channel_busy_time",
                .busyTime,
                in: .milliseconds,
                metric: "radio_on_channel_busy_time",
                "time on the assigned channel while it was busy"
            )
        )
    }
}
