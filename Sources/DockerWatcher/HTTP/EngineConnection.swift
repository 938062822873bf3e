import CLinux
import Glibc

/// A connection to the engine's socket that never blocks. Nothing but GET requests is ever sent over it.
final class EngineConnection {
    enum Received: Equatable {
        /// So many bytes are at the start of the buffer.
        case bytes(Int)
        /// Nothing waits.
        case nothing
        case closed
    }

    private let descriptor: Int32, epoll: Int32, token: UInt32
    private var unsent: [UInt8] = []
    var parser = HTTPResponseParser()
    /// Whether something came since the last request.
    private(set) var hasAnswered = false
    private(set) var requests = 0

    init(_ path: String, epoll: Int32, token: UInt32) throws(EngineTrouble) {
        (self.epoll, self.token) = (epoll, token)
        descriptor = unsafe sl_unix_connect(path)
        guard descriptor >= 0 else { throw .connect(errno: 0 - descriptor) }
        let result = starling_epoll_set(epoll, descriptor, token, 0)
        // The object is whole, so that an error closes the descriptor.
        guard result == 0 else { throw .connect(errno: 0 - result) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Asks for `target`, which must have no space or control character in it.
    func get(_ target: String) throws(EngineTrouble) {
        precondition(target.utf8.allSatisfy { (0x21...0x7e).contains($0) }, "not a request target")
        unsent += "GET \(target) HTTP/1.1\r\nHost: localhost\r\nUser-Agent: starling-agent\r\n\r\n".utf8
        hasAnswered = false
        requests += 1
        try flush()
    }

    /// Sends what could not be sent before.
    func flush() throws(EngineTrouble) {
        guard !unsent.isEmpty else { return }
        let count = unsent.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count >= 0 || errno == EAGAIN || errno == EINTR else { throw .closed }
        unsent.removeFirst(max(count, 0))
        _ = starling_epoll_set(epoll, descriptor, token, unsent.isEmpty ? 0 : 1)
    }

    /// Reads what waits, at most a buffer full.
    func receive(_ buffer: inout [UInt8]) -> Received {
        let count = buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        if count > 0 {
            hasAnswered = true
            return .bytes(count)
        }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .closed
    }
}
