import Glibc
import Synchronization
import UnixSignals

/// Work that has to be done at the end, also where SIGINT or SIGTERM is the end.
final class InterruptedWork: Sendable {
    private let work: @Sendable () async -> Void
    private let watcher: Task<Void, Never>

    init(_ work: @escaping @Sendable () async -> Void) {
        self.work = work
        watcher = Task {
            for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                await work()
                exit(128 + signal.rawValue)
            }
        }
    }

    /// Does it now.
    func finish() async {
        watcher.cancel()
        await work()
    }
}
