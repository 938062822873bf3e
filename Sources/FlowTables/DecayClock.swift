import Glibc

/// Forward decay: a sample's weight grows with the time since a landmark, so that what was added before never changes.
///
/// One clock serves all tables of a definition. The landmark moves before weights or their squares leave the range of
/// a `Double`; a table notices by comparing landmarks and rescales itself when it is next used.
package struct DecayClock: Sendable {
    /// Time constants after which the landmark moves. Weights reach exp(200), their squares exp(400): room for a
    /// factor of 10^134 in samples and sampling rates.
    static let span = 200.0

    /// The smoothing time constant in seconds.
    package let timeConstant: Double
    private var landmark: Double?

    package init(timeConstant: Double) { self.timeConstant = timeConstant }

    /// The weight of samples that arrive now. Ask once for each batch of samples.
    /// - Parameter now: seconds of a clock that never goes back; a time before the landmark counts as the landmark.
    package mutating func decay(at now: Double) -> Decay {
        let start = landmark ?? now
        let moved = now - start > Self.span * timeConstant ? now : start
        landmark = moved
        return Decay(now: now, landmark: moved, weight: exp(max(now - moved, 0) / timeConstant))
    }
}

/// A moment of a decay clock.
package struct Decay: Sendable {
    /// Seconds.
    package let now: Double
    /// Since when weights count.
    package let landmark: Double
    /// The weight of a sample that arrives now.
    package let weight: Double
}
