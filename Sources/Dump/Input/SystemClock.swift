import Glibc

/// The clocks of the system, in nanoseconds.
enum SystemClock {
    /// Since 1970.
    static var now: UInt64 { read(CLOCK_REALTIME) }
    /// Of a clock that never runs back.
    static var monotonic: UInt64 { read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
