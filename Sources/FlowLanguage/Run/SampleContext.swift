import NetTypes

/// What the samples of a datagram have in common that functions ask for.
package struct SampleContext: Sendable {
    /// The agent that saw the packets.
    package var agent: IPAddress
    /// Its number, by which a thread remembers what was answered about it; another agent may have it later.
    package var agentNumber: UInt32
    /// Seconds of a clock that never runs back.
    package var now: Double

    package init(agent: IPAddress = .v4(0), agentNumber: Int = 0, now: Double = 0) {
        self.agent = agent
        self.agentNumber = UInt32(truncatingIfNeeded: agentNumber)
        self.now = now
    }

    /// The time in sixteenths of a second.
    @inline(__always) var ticks: UInt32 { UInt32(truncatingIfNeeded: Int64(now * 16)) }
}
