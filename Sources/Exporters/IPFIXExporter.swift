import CLinux
import Engine
import Glibc
import NetTypes
import Synchronization

/// The thread that sends flow records to IPFIX collectors by UDP. It sleeps while there are none.
package final class IPFIXExporter: Sendable {
    /// What was sent so far.
    package struct Counts: Hashable, Sendable {
        /// Messages that the system took, and that it did not.
        package var messages = 0, dropped = 0

        package init() {}
    }

    private let engine: Engine
    private let wake: Int32
    private let isStopping = Atomic(false)
    private let sent = Atomic(0), dropped = Atomic(0)
    private let thread = Mutex<pthread_t?>(nil)

    /// Records are gathered for so many milliseconds.
    private static let gathering: Int32 = 100

    /// Starts the thread; `nil`: the system has no room for it.
    package init?(_ engine: Engine) {
        self.engine = engine
        wake = sl_wake_new()
        guard wake >= 0 else { return nil }
        guard start() else {
            close(wake)
            return nil
        }
        engine.flowLog.onExport { [wake] in sl_wake(wake) }
    }

    package var counts: Counts {
        var counts = Counts()
        counts.messages = sent.load(ordering: .relaxed)
        counts.dropped = dropped.load(ordering: .relaxed)
        return counts
    }

    /// Sends what waits, and ends the thread.
    package func stop() {
        let running = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        guard let running else { return }
        isStopping.store(true, ordering: .releasing)
        sl_wake(wake)
        pthread_join(running, nil)
        engine.flowLog.onExport(nil)
        close(wake)
    }

    private func start() -> Bool {
        var handle = pthread_t()
        let argument = Unmanaged.passRetained(self).toOpaque()
        let code = pthread_create(
            &handle,
            nil,
            { argument in
                Unmanaged<IPFIXExporter>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            },
            argument
        )
        guard code == 0 else {
            Unmanaged<IPFIXExporter>.fromOpaque(argument).release()
            return false
        }
        thread.withLock { $0 = handle }
        return true
    }

    private func run() {
        sl_thread_name("ipfix")
        guard let sender = sl_sender_new() else { return }
        defer { sl_sender_free(sender) }
        var encoder = IPFIXEncoder()
        repeat {
            wait(-1)
            if !isStopping.load(ordering: .acquiring) { wait(Self.gathering) }
            let records = engine.flowLog.takeExports()
            let messages = encoder.encode(records, now: Double(engine.now) / 1e9, time: Int64(time(nil)))
            send(messages, sender)
        } while !isStopping.load(ordering: .acquiring)
    }

    /// Until it is woken, or so many milliseconds.
    private func wait(_ milliseconds: Int32) {
        var descriptor = pollfd(fd: wake, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, milliseconds) > 0 else { return }
        var count: UInt64 = 0
        _ = read(wake, &count, MemoryLayout<UInt64>.size)
    }

    private func send(_ messages: [(collector: SocketAddress, bytes: [UInt8])], _ sender: OpaquePointer) {
        for (collector, bytes) in messages {
            let address = collector.address.unmapped
            bytes.withUnsafeBytes {
                sl_sender_add(
                    sender,
                    address.family,
                    address.networkBytes,
                    collector.port,
                    $0.baseAddress,
                    UInt32($0.count)
                )
                sl_sender_flush(sender)
            }
            if sl_sender_took(sender, 0) != 0 {
                sent.add(1, ordering: .relaxed)
            } else {
                dropped.add(1, ordering: .relaxed)
            }
        }
    }
}
