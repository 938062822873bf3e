/// What is counted at a port, and where its sampling is: one cache line, which every frame touches.
struct PortState: BitwiseCopyable, Sendable {
    /// Packets to be passed over before the next one is sampled.
    var skip: UInt32 = 0
    /// Packets that could have been sampled, wrapping.
    var pool: UInt32 = 0
    /// Numbers of its samples.
    var flowSequence: UInt32 = 0, counterSequence: UInt32 = 0
    var counters = TrafficCounters()
    var discardsIn: UInt64 = 0, discardsOut: UInt64 = 0
}

/// The traffic of a port since its agent started, or of a container since it did.
struct TrafficCounters: BitwiseCopyable, Sendable {
    var octetsIn: UInt64 = 0, octetsOut: UInt64 = 0
    var framesIn: UInt64 = 0, framesOut: UInt64 = 0

    @inline(__always)
    mutating func receive(_ frames: UInt32, octets: UInt64) {
        octetsIn += octets
        framesIn += UInt64(frames)
    }

    @inline(__always)
    mutating func send(_ frames: UInt32, octets: UInt64) {
        octetsOut += octets
        framesOut += UInt64(frames)
    }
}

/// What is known of the discarded packets of a port.
struct PortDrops: BitwiseCopyable, Sendable {
    var sequence: UInt32 = 0
    /// Those that were not reported.
    var unreported: UInt32 = 0
}
