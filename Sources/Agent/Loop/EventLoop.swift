import CLinux
import Glibc

/// Waits for descriptors, signals and one moment: epoll, signalfd and timerfd.
final class EventLoop {
    /// What woke the loop.
    enum Event: UInt32 { case signal, timer, interfaces, packets, resolver, workloads }

    private let epoll: Int32, timer: Int32, signals: Int32
    private var moment: MonotonicTime?
    private var tokens = [UInt32](repeating: 0, count: 16)

    init() throws(SystemError) {
        epoll = starling_epoll_create()
        timer = starling_timer_create()
        signals = starling_signals_open()
        guard epoll >= 0, timer >= 0, signals >= 0 else { throw SystemError() }
        try watch(signals, .signal)
        try watch(timer, .timer)
    }

    deinit { for descriptor in [epoll, timer, signals] { close(descriptor) } }

    /// Wakes with `event` while `descriptor` is readable.
    func watch(_ descriptor: Int32, _ event: Event) throws(SystemError) {
        guard starling_epoll_add(epoll, descriptor, event.rawValue) == 0 else { throw SystemError() }
    }

    func unwatch(_ descriptor: Int32) { _ = starling_epoll_remove(epoll, descriptor) }

    /// Sleeps until something is readable, or until `deadline`.
    func wait(until deadline: MonotonicTime?) throws(SystemError) -> [Event] {
        if deadline != moment {
            // Zero would stop the timer: a moment that is past is set to the earliest one.
            _ = starling_timer_set(timer, deadline.map { max($0.nanoseconds, 1) } ?? 0)
            moment = deadline
        }
        let count = unsafe starling_epoll_wait(epoll, &tokens, Int32(tokens.count))
        guard count >= 0 else { throw SystemError() }
        return tokens[..<Int(count)].compactMap(Event.init)
    }

    /// To be called when the timer has woken the loop.
    func readTimer() {
        var expirations: UInt64 = 0
        unsafe _ = read(timer, &expirations, 8)
        moment = nil
    }

    /// The signals that came since the last call.
    func readSignals() -> [Int32] {
        var result: [Int32] = []
        while case let signal = starling_signals_read(signals), signal > 0 { result.append(signal) }
        return result
    }
}
