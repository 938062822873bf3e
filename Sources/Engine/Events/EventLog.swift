import Synchronization

/// The latest events, numbered, for whoever asks, and for those who are to be told at once.
///
/// Readers come with the number that they know and take what is newer. Nobody is waited for: a reader that comes too late
/// has missed what the ring has no room for.
package final class EventLog: Sendable {
    private let ring: Mutex<RecentRing<ThresholdEvent>>
    private let number = Atomic(0)
    /// Told of every event.
    package let listeners = Listeners()
    /// Events that are kept.
    package let capacity: Int

    package init(capacity: Int) {
        self.capacity = max(capacity, 1)
        ring = Mutex(RecentRing(capacity: capacity))
    }

    /// The number of the latest event; 0: there is none.
    package var latest: Int { number.load(ordering: .relaxed) }

    /// The events that are newer than a number, newest first. A number that no event has reached is one of a log before this
    /// one: then all are newer.
    /// - Parameter thresholds: the names of theirs; empty: all.
    package func events(after known: Int = 0, of thresholds: Set<String> = [], limit: Int) -> [ThresholdEvent] {
        let latest = latest, known = known > latest ? 0 : known
        guard latest > known, limit > 0 else { return [] }
        return ring.withLock { ring in
            ring.newest(limit) {
                $0.eventID > known
            } where: {
                thresholds.isEmpty || thresholds.contains($0.thresholdID)
            }
        }
    }

    func append(_ events: [ThresholdEvent]) {
        ring.withLock { ring in
            for var event in events {
                event.eventID = number.add(1, ordering: .relaxed).newValue
                ring.append(event)
            }
        }
        listeners.tell()
    }
}
