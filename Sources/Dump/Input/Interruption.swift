import CLinux
import Glibc

/// Signals, and waiting until one comes.
struct Interruption: Sendable {
    /// Readable when a signal was noted, until `wasWoken`; -1: there are none.
    let descriptor: Int32

    /// Notes SIGINT, SIGTERM, SIGHUP and SIGUSR1 from now on.
    static func ofSignals() -> Interruption { Interruption(descriptor: sl_signals_note()) }

    /// No signal ever comes.
    static let never = Interruption(descriptor: -1)

    /// What has come.
    enum Request {
        case nothing, stop, report
    }

    /// What has come since the last look. Costs next to nothing.
    @inline(__always)
    func take() -> Request {
        guard descriptor >= 0 else { return .nothing }
        let noted = sl_signals_take()
        if noted == 0 { return .nothing }
        return noted & SL_SIGNAL_STOP.rawValue != 0 ? .stop : .report
    }

    /// Whether a signal has come that ends the process, taken or not.
    static var isStopping: Bool { sl_signals_stopping() != 0 }

    /// Whether the descriptor was readable, which it is not any more. What was noted is then there to be taken.
    func wasWoken() -> Bool { descriptor >= 0 && sl_signals_drain() != 0 }

    /// Waits about so many nanoseconds, or until a signal comes.
    func sleep(_ nanoseconds: UInt64) {
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&wait, 1, Int32(clamping: (nanoseconds + 999_999) / 1_000_000))
        _ = wasWoken()
    }
}
