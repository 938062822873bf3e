import Synchronization

/// What became of what was sent on to a target.
package final class RelayCounts: Sendable {
    private let sentCount = Atomic(0), droppedCount = Atomic(0), sampleCount = Atomic(0)

    package init() {}

    /// Datagrams that the system took.
    package var sent: Int { sentCount.load(ordering: .relaxed) }
    /// Datagrams that it had no room for, or no way to send.
    package var dropped: Int { droppedCount.load(ordering: .relaxed) }
    /// Samples in the datagrams that were sent, where samples are chosen.
    package var samples: Int { sampleCount.load(ordering: .relaxed) }

    /// Counts a datagram, and how many chosen samples it had.
    package func count(isSent: Bool, samples: Int = 0) {
        guard isSent else {
            droppedCount.add(1, ordering: .relaxed)
            return
        }
        sentCount.add(1, ordering: .relaxed)
        if samples > 0 { sampleCount.add(samples, ordering: .relaxed) }
    }
}
