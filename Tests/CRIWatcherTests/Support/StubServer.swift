import CHTTP2
import Foundation

@testable import CRIWatcher

/// A gRPC server of the test's own thread, on a socket of its own: it does something only in `step`.
final class StubServer {
    /// What becomes of a call.
    enum Answer {
        case message([UInt8])
        case messages([[UInt8]])
        case status(Int, String)
        /// Messages follow, by `push`.
        case stream
        case nothing
        case reset
        /// Bytes as they are in the stream, then a good status.
        case raw([UInt8])
        /// Without gRPC.
        case http(Int)
        /// A good status and no message.
        case empty
    }

    struct Call {
        var headers: [String: String] = [:]
        var body: [UInt8] = []

        var method: String { headers[":path"] ?? "" }
        /// Without the head of gRPC.
        var message: [UInt8] { Array(body.dropFirst(5)) }
    }

    let path: String
    var answer: (Call) -> Answer = { _ in .status(12, "unknown service") }
    private(set) var calls: [Call] = []
    private(set) var pings = 0
    /// The streams that were begun and not ended, by method.
    private(set) var streams: [Int32: String] = [:]

    private var listener: Int32 = -1
    private var peer: Int32 = -1
    private var session: OpaquePointer!
    private var open: [Int32: Call] = [:]
    private var outgoing: [Int32: Outgoing] = [:]
    private var written: [UInt8] = []

    struct Outgoing {
        var bytes: [UInt8] = []
        var trailers: [(String, String)]?
    }

    init() {
        path = NSTemporaryDirectory() + "starling-stub-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        listen()
    }

    deinit { stop() }

    func listen() {
        unlink(path)
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) }
        }
        precondition(bound == 0 && Foundation.listen(listener, 8) == 0, "no socket at \(path)")
    }

    /// Hangs up; with `removing` the socket is gone as well.
    func stop(removing: Bool = true) {
        hangUp()
        if listener >= 0 { close(listener) }
        listener = -1
        if removing { unlink(path) }
    }

    func hangUp() {
        if peer >= 0 { close(peer) }
        peer = -1
        if session != nil { nghttp2_session_del(session) }
        session = nil
        (streams, outgoing, open, written) = ([:], [:], [:], [])
    }

    var isConnected: Bool { peer >= 0 }

    /// Sends bytes that are no HTTP/2.
    func say(_ bytes: [UInt8]) { _ = send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

    /// Accepts, reads, answers and writes until nothing is left to do.
    func step() {
        if peer < 0 { accept() }
        guard peer >= 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(peer, &buffer, buffer.count, 0)
            guard count != 0 else { return hangUp() }
            guard count > 0 else { break }
            guard nghttp2_session_mem_recv(session, buffer, count) == count else { return hangUp() }
        }
        flush()
    }

    private func flush() {
        while true {
            var bytes: UnsafePointer<UInt8>?
            let count = nghttp2_session_mem_send(session, &bytes)
            guard count > 0 else { break }
            written += UnsafeBufferPointer(start: bytes, count: count)
        }
        while !written.isEmpty {
            let sent = send(peer, written, written.count, Int32(MSG_NOSIGNAL))
            guard sent > 0 else { return }
            written.removeFirst(sent)
        }
    }

    private func accept() {
        guard listener >= 0 else { return }
        peer = Foundation.accept(listener, nil, nil)
        guard peer >= 0, fcntl(peer, F_SETFL, O_NONBLOCK) == 0 else { return }
        var callbacks: OpaquePointer?
        nghttp2_session_callbacks_new(&callbacks)
        defer { nghttp2_session_callbacks_del(callbacks) }
        Self.set(callbacks)
        nghttp2_session_server_new(&session, callbacks, Unmanaged.passUnretained(self).toOpaque())
        nghttp2_submit_settings(session, 0, nil, 0)
    }

    // MARK: Answers

    private func finishRequest(_ stream: Int32) {
        guard let call = open.removeValue(forKey: stream) else { return }
        calls.append(call)
        switch answer(call) {
        case .message(let message): respond(stream, GRPCAssembler.frame(message), GRPCStatus(0))
        case .messages(let messages): respond(stream, messages.flatMap { GRPCAssembler.frame($0) }, GRPCStatus(0))
        case .raw(let bytes): respond(stream, bytes, GRPCStatus(0))
        case .empty: respond(stream, [], GRPCStatus(0))
        case .status(let code, let message): trailersOnly(stream, code, message)
        case .http(let status): submit(stream, [(":status", "\(status)"), ("content-type", "text/plain")], nil)
        case .stream:
            streams[stream] = call.method
            respond(stream, [], nil)
        case .nothing: break
        case .reset: nghttp2_submit_rst_stream(session, 0, stream, NGHTTP2_INTERNAL_ERROR.rawValue)
        }
    }

    /// Sends a message in each stream of a method.
    func push(_ method: CRIMethod, _ message: [UInt8]) {
        for (stream, name) in streams where name == method.rawValue {
            outgoing[stream]?.bytes += GRPCAssembler.frame(message)
            nghttp2_session_resume_data(session, stream)
        }
    }

    /// Ends each stream of a method.
    func endStreams(_ method: CRIMethod, _ status: GRPCStatus) {
        for (stream, name) in streams where name == method.rawValue {
            outgoing[stream]?.trailers = Self.trailers(status)
            nghttp2_session_resume_data(session, stream)
        }
    }

    func goAway() { nghttp2_submit_goaway(session, 0, 1, NGHTTP2_ENHANCE_YOUR_CALM.rawValue, nil, 0) }

    private static func trailers(_ status: GRPCStatus) -> [(String, String)] {
        [("grpc-status", "\(status.code)"), ("grpc-message", status.message)]
    }

    private func respond(_ stream: Int32, _ bytes: [UInt8], _ status: GRPCStatus?) {
        outgoing[stream] = Outgoing(bytes: bytes, trailers: status.map(Self.trailers))
        var provider = nghttp2_data_provider()
        provider.read_callback = { session, stream, buffer, room, flags, _, user in
            stub(user).read(stream, buffer!, room, flags!)
        }
        submit(stream, [(":status", "200"), ("content-type", "application/grpc+proto")], &provider)
    }

    private func trailersOnly(_ stream: Int32, _ code: Int, _ message: String) {
        let head = [(":status", "200"), ("content-type", "application/grpc")]
        submit(stream, head + Self.trailers(GRPCStatus(code, message)), nil)
    }

    private func submit(
        _ stream: Int32,
        _ headers: [(String, String)],
        _ provider: UnsafePointer<nghttp2_data_provider>?
    ) {
        withFields(headers) { _ = nghttp2_submit_response(session, stream, $0.baseAddress, $0.count, provider) }
    }

    private func read(
        _ stream: Int32,
        _ buffer: UnsafeMutablePointer<UInt8>,
        _ room: Int,
        _ flags: UnsafeMutablePointer<UInt32>
    ) -> Int {
        guard var out = outgoing[stream] else { return 0 }
        let piece = out.bytes.prefix(room)
        for (index, byte) in piece.enumerated() { buffer[index] = byte }
        out.bytes.removeFirst(piece.count)
        outgoing[stream] = out
        guard out.bytes.isEmpty else { return piece.count }
        guard let trailers = out.trailers else {
            return piece.isEmpty ? Int(NGHTTP2_ERR_DEFERRED.rawValue) : piece.count
        }
        flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue | NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
        withFields(trailers) { _ = nghttp2_submit_trailer(session, stream, $0.baseAddress, $0.count) }
        return piece.count
    }

    // MARK: Requests

    private static func set(_ callbacks: OpaquePointer?) {
        nghttp2_session_callbacks_set_on_header_callback(callbacks) {
            _,
            frame,
            name,
            nameLength,
            value,
            length,
            _,
            user in
            let name = String(decoding: UnsafeBufferPointer(start: name, count: nameLength), as: UTF8.self)
            let value = String(decoding: UnsafeBufferPointer(start: value, count: length), as: UTF8.self)
            stub(user).open[frame!.pointee.hd.stream_id, default: Call()].headers[name] = value
            return 0
        }
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, stream, data, count, user in
            stub(user).open[stream]?.body += UnsafeBufferPointer(start: data, count: count)
            return 0
        }
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, stream, _, user in
            stub(user).outgoing[stream] = nil
            stub(user).streams[stream] = nil
            return 0
        }
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, user in
            let head = frame!.pointee.hd
            if head.type == UInt8(NGHTTP2_PING.rawValue) { stub(user).pings += 1 }
            guard head.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0 else { return 0 }
            stub(user).finishRequest(head.stream_id)
            return 0
        }
    }
}

private func stub(_ user: UnsafeMutableRawPointer?) -> StubServer {
    Unmanaged.fromOpaque(user!).takeUnretainedValue()
}
