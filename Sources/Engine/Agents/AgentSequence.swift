import SFlow

/// Follows the heads of a sub-agent's datagrams: what was lost, what came twice or late, and when it began anew.
package struct AgentSequence: Sendable {
    package private(set) var counts = SequenceCounts()
    /// The agent's uptime in its latest datagram, in milliseconds.
    package private(set) var uptime: UInt32 = 0
    package private(set) var restarts: UInt32 = 0
    private var tracker = SequenceTracker()
    private var isFirst = true

    package init() {}

    /// Takes a datagram's head. False: it came twice and is not to be used.
    package mutating func observe(_ header: DatagramHeader) -> Bool {
        if hasRestarted(header) {
            tracker.reset()
            restarts &+= 1
        }
        isFirst = false
        let verdict = tracker.observe(header.sequence)
        counts.count(verdict)
        if verdict != .late, verdict != .duplicate { uptime = header.uptime }
        return verdict != .duplicate
    }

    /// Its clock ran back by more than a reordering explains (it wraps after 49.7 days), or its sequence number is not
    /// newer although its clock is: what comes late or twice also carries an older time.
    private func hasRestarted(_ header: DatagramHeader) -> Bool {
        guard !isFirst else { return false }
        let progress = Int32(bitPattern: header.uptime &- uptime)
        return progress < -5000 || progress > 0 && !tracker.isAhead(header.sequence)
    }
}
