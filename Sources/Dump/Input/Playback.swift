/// When the datagrams of a capture are due, as far apart as they were captured, or so many times faster.
struct Playback: Equatable, Sendable {
    let speed: Double
    private var first: (captured: UInt64, played: UInt64)?

    init(speed: Double) { self.speed = speed }

    static func == (a: Playback, b: Playback) -> Bool { a.speed == b.speed && a.first?.captured == b.first?.captured }

    /// Nanoseconds to wait before a datagram of this time is shown. The first one is due at once, and so is one that is
    /// out of order.
    mutating func wait(for captured: UInt64, now: UInt64) -> UInt64 {
        guard let first else {
            first = (captured, now)
            return 0
        }
        guard captured > first.captured else { return 0 }
        let offset = Double(captured - first.captured) / speed
        guard offset < Double(Int64.max) else { return UInt64(Int64.max) }
        let due = first.played + UInt64(offset)
        return due > now ? due - now : 0
    }
}
