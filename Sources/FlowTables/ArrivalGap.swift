/// How far apart the arrivals at a table are: agents send the samples of up to a second together.
///
/// The first samples of a flow arrive at its birth but stand for the time since the arrival before, so a young flow has
/// been seen for its age and one gap.
struct ArrivalGap: Sendable {
    /// Agents send what they have at least once a second.
    static let limit = 1.0

    private(set) var last = -Double.infinity
    /// Smoothed, in seconds.
    private(set) var gap = limit

    @inline(__always)
    mutating func note(_ now: Double) {
        if now > last { move(to: now) }
    }

    private mutating func move(to now: Double) {
        if last > -.infinity { gap += (min(now - last, Self.limit) - gap) / 8 }
        last = now
    }
}
