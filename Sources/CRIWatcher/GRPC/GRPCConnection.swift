import Agent
import CLinux
import Glibc
import NetTypes

/// gRPC calls over one connection to a unix socket, in somebody's event loop: nothing here blocks.
final class GRPCConnection {
    /// Names a call of this connection; the stream's number.
    typealias CallID = Int32

    enum Event {
        /// Of a unary call.
        case answered(CallID, Result<[UInt8], GRPCStatus>)
        /// Of a stream.
        case message(CallID, [UInt8])
        case ended(CallID, GRPCStatus)
    }

    /// Silence after which the server has to show that it lives, and how long it may take. Servers count pings that come
    /// within five minutes of each other, and hang up, but for those after something that they have sent: as long as a call is
    /// answered between two pings, none is too many.
    static let silence = Duration.seconds(30), patience = Duration.seconds(10)

    /// Bytes taken from the socket at a time, and in one `advance`, so that others get their turn.
    private static let readSize = 1 << 16, readsAtATime = 8

    private let socket: Int32
    private let epoll: Int32
    private let session = HTTP2Session()
    private var calls: [CallID: GRPCCall] = [:]
    private var output: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: readSize)
    private var watchesWriting: Bool?
    private var lastHeard: MonotonicTime
    private var isPinged = false
    private var events: [Event] = []

    /// Connects to `path` and joins `epoll`. Throws an `errno`.
    init(path: String, epoll: Int32, _ now: MonotonicTime) throws(ConnectionLoss) {
        socket = sl_unix_connect(path)
        self.epoll = epoll
        lastHeard = now
        guard socket >= 0 else { throw .system(-socket) }
        try watch(writing: true)
    }

    deinit { if socket >= 0 { close(socket) } }

    /// When `advance` is to be called although the socket is not readable.
    var deadline: MonotonicTime {
        let alive = lastHeard + Self.silence + (isPinged ? Self.patience : .zero)
        return calls.values.reduce(alive) { min($0, $1.deadline ?? $0) }
    }

    /// Begins a call; `nil` where the connection takes no more, which `advance` tells in its turn.
    func call(
        _ method: String,
        _ message: [UInt8],
        kind: GRPCCall.Kind = .unary,
        headers: [(String, String)] = [],
        limit: Int,
        timeout: Duration? = nil,
        _ now: MonotonicTime
    ) -> CallID? {
        var fields = [
            (":method", "POST"), (":scheme", "http"), (":authority", "localhost"), (":path", method),
            ("te", "trailers"), ("content-type", "application/grpc"),
            ("user-agent", "starling-agent/\(starlingVersion)"),
        ]
        if let timeout { fields.append(("grpc-timeout", "\(timeout.nanoseconds / 1_000_000)m")) }
        guard let id = session.request(fields + headers, body: GRPCAssembler.frame(message)) else { return nil }
        calls[id] = GRPCCall(kind, limit: limit, deadline: timeout.map { now + $0 })
        return id
    }

    /// Gives a call up; nothing is told of it any more.
    func cancel(_ id: CallID) {
        guard calls.removeValue(forKey: id) != nil else { return }
        session.cancel(id)
    }

    /// Reads, writes and keeps time. Throws once the connection is of no more use; no call is answered then.
    func advance(_ now: MonotonicTime) throws(ConnectionLoss) -> [Event] {
        events.removeAll()
        try receive(now)
        expire(now)
        try checkLife(now)
        try flush()
        guard session.isOpen else { throw .ended }
        return events
    }

    /// Sends what calls since `advance` have left to be sent.
    func flush() throws(ConnectionLoss) {
        while true {
            do throws(HTTP2Error) {
                try session.send(into: &output, limit: Self.readSize)
            } catch {
                throw .broken(error)
            }
            guard !output.isEmpty else { return try watch(writing: false) }
            let sent = output.withUnsafeBytes {
                unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent < 0 {
                guard errno != EAGAIN else { return try watch(writing: true) }
                guard errno == EINTR else { throw .system(errno) }
            } else {
                output.removeFirst(sent)
            }
        }
    }

    // MARK: What comes

    private func receive(_ now: MonotonicTime) throws(ConnectionLoss) {
        for _ in 0..<Self.readsAtATime {
            let count = buffer.withUnsafeMutableBytes { unsafe recv(socket, $0.baseAddress, $0.count, 0) }
            if count < 0 {
                guard errno != EAGAIN else { return }
                guard errno == EINTR else { throw .system(errno) }
                continue
            }
            guard count > 0 else { throw .ended }
            (lastHeard, isPinged) = (now, false)
            try take(count)
            if count < Self.readSize { return }
        }
    }

    private func take(_ count: Int) throws(ConnectionLoss) {
        let new: [HTTP2Event]
        do throws(HTTP2Error) {
            new = try session.receive(buffer, count)
        } catch {
            throw .broken(error)
        }
        for event in new {
            switch event {
            case .header(let stream, let name, let value): calls[stream]?.header(name, value)
            case .data(let stream, let bytes): take(bytes, of: stream)
            case .closed(let stream, let code): finish(stream, code)
            case .goneAway: throw .ended
            }
        }
    }

    private func take(_ bytes: [UInt8], of id: CallID) {
        guard var call = calls.removeValue(forKey: id) else { return }
        do throws(GRPCStatus) {
            var messages: [[UInt8]] = []
            try call.assembler.append(bytes) { messages.append($0) }
            for message in messages { try take(message, of: id, &call) }
            calls[id] = call
        } catch {
            session.cancel(id)
            tell(id, call.kind, error)
        }
    }

    private func take(_ message: [UInt8], of id: CallID, _ call: inout GRPCCall) throws(GRPCStatus) {
        guard call.kind == .unary else { return events.append(.message(id, message)) }
        guard call.answer == nil else { throw GRPCStatus(GRPCStatus.internal, "more than one answer") }
        call.answer = message
    }

    private func finish(_ id: CallID, _ code: UInt32) {
        guard let call = calls.removeValue(forKey: id) else { return }
        var status = call.status(closedWith: code)
        if status.code == GRPCStatus.ok, call.kind == .unary {
            if let answer = call.answer { return events.append(.answered(id, .success(answer))) }
            status = GRPCStatus(GRPCStatus.internal, "the call ended without an answer")
        }
        tell(id, call.kind, status)
    }

    private func tell(_ id: CallID, _ kind: GRPCCall.Kind, _ status: GRPCStatus) {
        events.append(kind == .unary ? .answered(id, .failure(status)) : .ended(id, status))
    }

    // MARK: Time

    private func expire(_ now: MonotonicTime) {
        for (id, call) in calls {
            guard let deadline = call.deadline, deadline <= now else { continue }
            cancel(id)
            tell(id, call.kind, GRPCStatus(GRPCStatus.deadlineExceeded, "no answer in time"))
        }
    }

    private func checkLife(_ now: MonotonicTime) throws(ConnectionLoss) {
        guard now >= lastHeard + Self.silence else { return }
        guard isPinged else {
            isPinged = true
            return session.ping()
        }
        guard now < lastHeard + Self.silence + Self.patience else { throw .silent }
    }

    private func watch(writing: Bool) throws(ConnectionLoss) {
        guard writing != watchesWriting else { return }
        let error = starling_epoll_set(epoll, socket, 0, writing ? 1 : 0)
        guard error == 0 else { throw .system(-error) }
        watchesWriting = writing
    }
}
