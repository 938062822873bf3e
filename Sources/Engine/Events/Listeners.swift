import Synchronization

/// Those who are to be told at once that something has happened.
package final class Listeners: Sendable {
    private struct State {
        var all: [Int: @Sendable () -> Void] = [:]
        var latest = 0
    }

    private let state = Mutex(State())

    /// Has `tell` called, on an ingest thread: it must not wait for anything. For as long as what it returns is kept.
    package func add(_ tell: @escaping @Sendable () -> Void) -> Listening {
        let number = state.withLock { state in
            state.latest += 1
            state.all[state.latest] = tell
            return state.latest
        }
        return Listening(listeners: self, number: number)
    }

    func tell() { state.withLock { for listener in $0.all.values { listener() } } }

    fileprivate func remove(_ number: Int) { state.withLock { $0.all[number] = nil } }
}

/// Ends a listener with itself.
package final class Listening: Sendable {
    private let listeners: Listeners
    private let number: Int

    fileprivate init(listeners: Listeners, number: Int) {
        self.listeners = listeners
        self.number = number
    }

    deinit { listeners.remove(number) }
}
