/// Growing pauses between attempts, each a little different, so that the agents of a cluster do not try together.
package struct Backoff: Sendable {
    private let first: Duration, longest: Duration
    private var next: Duration

    package init(first: Duration = .milliseconds(250), longest: Duration = .seconds(10)) {
        (self.first, self.longest) = (first, longest)
        next = first
    }

    /// The pause before the next attempt.
    package mutating func pause() -> Duration {
        defer { next = min(next * 2, longest) }
        return next * Double.random(in: 0.75...1.25)
    }

    /// The attempt succeeded.
    package mutating func reset() { next = first }
}
