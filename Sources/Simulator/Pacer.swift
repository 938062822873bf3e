/// When what belongs to a moment of the simulation is due by the clock. Nothing is left out by a machine that is too slow: it comes later.
struct Pacer {
    /// Simulated seconds a second.
    let speed: Double
    /// Nanoseconds of a clock that never runs back.
    let start: UInt64
    /// By how much it is too late, in nanoseconds.
    private(set) var lag: UInt64 = 0

    init(speed: Double, start: UInt64) {
        self.speed = speed
        self.start = start
    }

    /// Nanoseconds to wait until the moment, which is in seconds of the simulation.
    mutating func wait(until moment: Double, now: UInt64) -> UInt64 {
        let due = start + UInt64(max(moment, 0) * 1e9 / speed)
        lag = now > due ? now - due : 0
        return due > now ? due - now : 0
    }
}

/// Spreads the batches of a tick over it. How many there are is known at its end only: as many as in the last one are expected.
struct TickSpread {
    private var expected = 1
    private var count = 0

    /// Which part of the tick has gone by when the next batch is due.
    mutating func next() -> Double {
        defer { count += 1 }
        return min(Double(count) / Double(expected), 1)
    }

    mutating func endOfTick() {
        expected = max(count, 1)
        count = 0
    }
}
