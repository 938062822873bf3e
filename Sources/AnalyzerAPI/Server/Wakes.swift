import Engine
import ServiceLifecycle

/// Moments an interval apart, the first at once, and between them whenever something has happened.
struct Wakes: Sendable {
    let listeners: [Listeners]

    /// Calls `body` until it returns false, the server stops or the task is cancelled. What happens while it runs wakes it
    /// once more.
    func forEach(interval: Duration, _ body: () async throws -> Bool) async throws {
        let (wakes, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let listening = listeners.map { $0.add { bell.yield() } }
        defer { withExtendedLifetime(listening) {} }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { bell.finish() }
                for try await _ in Ticks(interval: interval).cancelOnGracefulShutdown() { bell.yield() }
            }
            for await _ in wakes { guard try await body() else { break } }
            group.cancelAll()
        }
    }
}
