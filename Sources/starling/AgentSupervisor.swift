import CLinux
import Glibc
import Logging
import ServiceLifecycle

/// Runs the agent as a process of its own, relays what it says, starts it again when it ends, and ends it at shutdown.
///
/// It works on a thread of its own: the kernel ends the agent with the thread that started it, and a thread of a pool may
/// end at any time.
struct AgentSupervisor: Service {
    let executable: String
    let arguments: [String]
    let logger: Logger

    func run() async throws {
        let wake = sl_wake_new()
        guard wake >= 0 else { throw Failure("cannot watch the agent: \(String(cString: strerror(-wake)))") }
        let supervision = AgentSupervision(command: [executable] + arguments, wake: wake, logger: logger)
        await withTaskCancellationOrGracefulShutdownHandler {
            await onThread(supervision.run)
        } onCancelOrGracefulShutdown: {
            sl_wake(wake)
        }
        close(wake)
        // An agent that was given up leaves the analyzer running: there may be others that send to it.
        try? await gracefulShutdown()
    }
}

/// Runs the body on a new thread and waits for its end.
private func onThread(_ body: @escaping @Sendable () -> Void) async {
    final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    await withCheckedContinuation { continuation in
        let work = Work {
            body()
            continuation.resume()
        }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(work).toOpaque()
        let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
            Unmanaged<Work>.fromOpaque(context!).takeRetainedValue().body()
            return nil
        }
        if pthread_create(&thread, nil, start, context) == 0 {
            pthread_detach(thread)
        } else {
            Unmanaged<Work>.fromOpaque(context).release()
            continuation.resume()
        }
    }
}
