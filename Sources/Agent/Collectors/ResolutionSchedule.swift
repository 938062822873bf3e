/// When a collector's name is looked up: at once, again after failures with growing pauses, again every few minutes,
/// and soon after sending has failed.
package struct ResolutionSchedule: Equatable, Sendable {
    package static let refresh = Duration.seconds(300), firstPause = Duration.seconds(1),
        longestPause = Duration.seconds(60)
    /// An answer that takes longer is given up.
    package static let patience = Duration.seconds(120)

    /// When to ask next.
    package private(set) var due: MonotonicTime
    private var pause = Self.firstPause

    package init(now: MonotonicTime) { due = now }

    /// Whether to ask now; if so, an answer is awaited from now on.
    package mutating func shouldAsk(_ now: MonotonicTime) -> Bool {
        guard due <= now else { return false }
        due = now + Self.patience
        return true
    }

    /// There is an address.
    package mutating func succeeded(_ now: MonotonicTime) {
        pause = Self.firstPause
        due = now + Self.refresh
    }

    /// There is none yet.
    package mutating func failed(_ now: MonotonicTime) {
        due = now + pause
        pause = min(pause * 2, Self.longestPause)
    }

    /// Datagrams could not be sent: the address may have changed.
    package mutating func sendingFailed(_ now: MonotonicTime) {
        due = min(due, now + pause)
        pause = min(pause * 2, Self.longestPause)
    }
}
