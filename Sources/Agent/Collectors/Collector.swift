import CLinux
import Glibc
import NetTypes

/// One receiver of our datagrams: its address, its socket, and what became of what was sent.
final class Collector {
    let configuration: CollectorConfiguration
    var schedule: ResolutionSchedule
    private(set) var counts = CollectorCounts()
    private(set) var address: CollectorAddress?
    private var descriptor: Int32 = -1
    private let log: Log

    init(_ configuration: CollectorConfiguration, now: MonotonicTime, log: Log) {
        self.configuration = configuration
        self.log = log
        schedule = ResolutionSchedule(now: now)
    }

    deinit { closeSocket() }

    /// `host:port` as it was configured.
    var name: String {
        configuration.host.contains(":")
            ? "[\(configuration.host)]:\(configuration.port)" : "\(configuration.host):\(configuration.port)"
    }

    /// Takes the address that the name has now.
    func resolved(_ new: CollectorAddress, now: MonotonicTime) {
        schedule.succeeded(now)
        guard new != address || descriptor < 0 else { return }
        if new != address {
            log.info("collector \(name) is at \(SocketAddress(new.address, port: UInt16(configuration.port)))")
        }
        address = new
        openSocket(now)
    }

    /// The name has no address yet.
    func unresolved(_ reason: String, now: MonotonicTime) {
        schedule.failed(now)
        guard address == nil else { return }
        log.log(
            .warning,
            every: .seconds(600),
            key: "resolve \(name)",
            "collector \(name): \(reason); it is tried again"
        )
    }

    /// Sends a datagram, or counts it as lost.
    func send(_ datagram: RawSpan, now: MonotonicTime) {
        guard descriptor >= 0 else { return counts.unsent += 1 }
        let count = unsafe datagram.withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        if count == datagram.byteCount {
            counts.sent += 1
        } else {
            failed(SystemError(), now)
        }
    }

    private func failed(_ error: SystemError, _ now: MonotonicTime) {
        counts.errors += 1
        if error.number == EAGAIN || error.number == ENOBUFS { return }
        log.log(
            .warning,
            every: .seconds(60),
            key: "send \(name)",
            "collector \(name): datagrams cannot be sent: \(error.description) (\(counts.errors) so far)"
        )
        // A refusal says that the collector's program is not there; anything else may be the socket's fault.
        if error.number != ECONNREFUSED { closeSocket() }
        schedule.sendingFailed(now)
    }

    private func openSocket(_ now: MonotonicTime) {
        closeSocket()
        guard var shim = address?.shim else { return }
        let path = configuration.namespace.map { $0.hasPrefix("/") ? $0 : "/run/netns/\($0)" }
        descriptor = unsafe starling_udp_connect(&shim, UInt16(configuration.port), configuration.device, path)
        if descriptor < 0 { failed(SystemError(), now) }
    }

    private func closeSocket() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}

/// What became of the datagrams for a collector.
package struct CollectorCounts: Equatable, Sendable {
    package var sent: UInt64 = 0
    /// The kernel refused them.
    package var errors: UInt64 = 0
    /// There was no address or no socket yet.
    package var unsent: UInt64 = 0
}
