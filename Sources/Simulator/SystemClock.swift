import CLinux
import Glibc

/// The clock, and waiting that a signal ends.
enum SystemClock {
    /// Nanoseconds of a clock that never runs back.
    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Waits so many nanoseconds; less where `signals` gets readable. What is shorter than a wait can be is not waited for.
    static func sleep(_ nanoseconds: UInt64, signals: Int32) {
        var wait = pollfd(fd: signals, events: Int16(POLLIN), revents: 0)
        let milliseconds = Int32(clamping: nanoseconds / 1_000_000)
        if milliseconds > 0 { _ = poll(&wait, 1, milliseconds) }
    }
}
