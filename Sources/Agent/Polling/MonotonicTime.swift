import Glibc

/// A moment on a clock that never goes back and counts while the machine sleeps (CLOCK_BOOTTIME).
package struct MonotonicTime: Hashable, Comparable, Sendable {
    /// Nanoseconds since the system started.
    package var nanoseconds: UInt64

    package init(nanoseconds: UInt64 = 0) { self.nanoseconds = nanoseconds }

    package init(milliseconds: UInt64) { self.nanoseconds = milliseconds * 1_000_000 }

    package var milliseconds: UInt64 { nanoseconds / 1_000_000 }

    /// The clock of this machine.
    package static func now() -> MonotonicTime {
        var time = timespec()
        unsafe _ = clock_gettime(CLOCK_BOOTTIME, &time)
        return MonotonicTime(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    package static func < (a: MonotonicTime, b: MonotonicTime) -> Bool { a.nanoseconds < b.nanoseconds }

    /// Later by `duration`, or earlier where it is negative; never before zero.
    package static func + (time: MonotonicTime, duration: Duration) -> MonotonicTime {
        let sum = Int64(clamping: time.nanoseconds).addingReportingOverflow(duration.nanoseconds)
        return MonotonicTime(nanoseconds: sum.overflow ? .max : UInt64(max(sum.partialValue, 0)))
    }

    package static func - (a: MonotonicTime, b: MonotonicTime) -> Duration {
        .nanoseconds(Int64(clamping: a.nanoseconds) - Int64(clamping: b.nanoseconds))
    }
}

extension Duration {
    /// Whole nanoseconds, at most what an `Int64` holds (292 years).
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? (seconds < 0 ? .min : .max) : product &+ attoseconds / 1_000_000_000
    }
}
