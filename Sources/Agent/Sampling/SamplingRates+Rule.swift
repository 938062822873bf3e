/// Where the sampling rate of an interface comes from, the first that applies.
package enum SamplingRule: String, CaseIterable, Sendable {
    case capture = "pcap { sampling }"
    case speed = "sampling.<speed>"
    case ratio = "sampling.bps_ratio"
    case rate = "sampling"
    case fileRatio = "speed / 1000000, at least 100"
    case standard = "400"

    /// When the rule applies, for the reference.
    package var condition: String {
        switch self {
        case .capture: "it is set in the `pcap { }` that chose the interface"
        case .speed: "it is set for exactly the interface's speed"
        case .ratio: "it is set and not 0, and the speed is known"
        case .rate: "it is set"
        case .fileRatio: "a file was read, sampling.bps_ratio is not set, and the speed is known"
        case .standard: "nothing else does"
        }
    }
}

extension SamplingRates {
    /// What hsflowd divides speeds by when nothing is set, and the least it comes to.
    private static let fileRatio: UInt64 = 1_000_000, fileMinimum: UInt64 = 100

    /// The rate of an interface of `speed` bit/s (0 unknown), chosen by a capture that may have its own.
    /// 0: not sampled.
    package func rate(forSpeed speed: UInt64, capture: Int? = nil) -> (rate: UInt32, rule: SamplingRule) {
        if let capture { return (UInt32(clamping: capture), .capture) }
        if speed > 0, let rate = bySpeed[speed] { return (UInt32(clamping: rate), .speed) }
        if speed > 0, let ratio = bitsPerSecondRatio, ratio > 0 {
            return (UInt32(clamping: max(1, speed / UInt64(ratio))), .ratio)
        }
        if let rate { return (UInt32(clamping: rate), .rate) }
        if speed > 0, hasFile, bitsPerSecondRatio == nil {
            return (UInt32(clamping: max(Self.fileMinimum, speed / Self.fileRatio)), .fileRatio)
        }
        return (400, .standard)
    }
}
