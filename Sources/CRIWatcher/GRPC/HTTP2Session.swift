import CHTTP2

/// What a server did.
enum HTTP2Event: Equatable {
    case header(stream: Int32, name: String, value: String)
    case data(stream: Int32, [UInt8])
    /// It ended, with an error code of RFC 9113 §7; 0: as it should.
    case closed(stream: Int32, code: UInt32)
    /// No further requests are taken.
    case goneAway(code: UInt32)
}

/// Why a session cannot go on.
struct HTTP2Error: Error, Hashable, Sendable, CustomStringConvertible {
    var description: String

    init(_ code: Int) { description = unsafe String(cString: nghttp2_strerror(Int32(truncatingIfNeeded: code))) }

    init(_ description: String) { self.description = description }
}

/// The client's side of an HTTP/2 connection as a state machine: bytes in, events and bytes out. nghttp2 checks and bounds
/// what comes.
final class HTTP2Session {
    private var session: OpaquePointer!
    private var events: [HTTP2Event] = []
    private var bodies: [Int32: ArraySlice<UInt8>] = [:]

    init() {
        var callbacks: OpaquePointer?
        var error = unsafe nghttp2_session_callbacks_new(&callbacks)
        precondition(error == 0, "no memory for HTTP/2")
        defer { unsafe nghttp2_session_callbacks_del(callbacks) }
        unsafe Self.set(callbacks)
        error = unsafe nghttp2_session_client_new(&session, callbacks, Unmanaged.passUnretained(self).toOpaque())
        precondition(error == 0, "no memory for HTTP/2")
        var settings = [
            nghttp2_settings_entry(settings_id: Int32(NGHTTP2_SETTINGS_ENABLE_PUSH.rawValue), value: 0),
            nghttp2_settings_entry(settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue), value: 1 << 20),
        ]
        unsafe _ = nghttp2_submit_settings(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), &settings, settings.count)
        unsafe _ = nghttp2_session_set_local_window_size(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, 1 << 20)
    }

    deinit { unsafe nghttp2_session_del(session) }

    /// Whether the session goes on: an error that was found, or that the server told of, ends it.
    var isOpen: Bool { unsafe nghttp2_session_want_read(session) != 0 }

    /// Takes what has come from the server, the first `count` bytes.
    func receive(_ bytes: [UInt8], _ count: Int) throws(HTTP2Error) -> [HTTP2Event] {
        precondition(count <= bytes.count, "there are only \(bytes.count) bytes")
        let taken = unsafe nghttp2_session_mem_recv(session, bytes, count)
        guard taken >= 0 else { throw HTTP2Error(taken) }
        defer { events.removeAll() }
        return events
    }

    /// Adds what is to be sent to `output` until that has `limit` bytes or more.
    func send(into output: inout [UInt8], limit: Int) throws(HTTP2Error) {
        while output.count < limit {
            var bytes: UnsafePointer<UInt8>?
            let count = unsafe nghttp2_session_mem_send(session, &bytes)
            guard count >= 0 else { throw HTTP2Error(count) }
            guard count > 0 else { return }
            unsafe output += UnsafeBufferPointer(start: bytes, count: count)
        }
    }

    /// Begins a request; its stream, or `nil` where the session takes no more.
    func request(_ headers: [(String, String)], body: [UInt8]) -> Int32? {
        var provider = unsafe nghttp2_data_provider()
        unsafe provider.read_callback = { _, stream, buffer, room, flags, _, user in
            let count = unsafe me(user).read(stream, into: buffer, room: room)
            if count < room { unsafe flags?.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue }
            return count
        }
        let stream = unsafe withFields(headers) { fields in
            unsafe nghttp2_submit_request(session, nil, fields.baseAddress, fields.count, &provider, nil)
        }
        guard stream > 0 else { return nil }
        bodies[stream] = body[...]
        return stream
    }

    /// Tells the server that nobody waits for the answer any more.
    func cancel(_ stream: Int32) {
        bodies[stream] = nil
        let none = UInt8(NGHTTP2_FLAG_NONE.rawValue)
        unsafe _ = nghttp2_submit_rst_stream(session, none, stream, NGHTTP2_CANCEL.rawValue)
    }

    /// Asks for an answer of the connection itself.
    func ping() { unsafe _ = nghttp2_submit_ping(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil) }

    private func read(_ stream: Int32, into buffer: UnsafeMutablePointer<UInt8>?, room: Int) -> Int {
        guard let body = bodies[stream] else { return 0 }
        let piece = body.prefix(room)
        for (index, byte) in piece.enumerated() { unsafe buffer?[index] = byte }
        bodies[stream] = piece.count == body.count ? nil : body.dropFirst(piece.count)
        return piece.count
    }

    private static func set(_ callbacks: OpaquePointer?) {
        unsafe nghttp2_session_callbacks_set_on_header_callback(callbacks) {
            _,
            frame,
            name,
            nameLength,
            value,
            valueLength,
            _,
            user in
            let name = unsafe text(name, nameLength)
            guard wantedHeaders.contains(name) else { return 0 }
            let value = unsafe text(value, min(valueLength, longestHeaderValue))
            unsafe me(user).events.append(.header(stream: frame!.pointee.hd.stream_id, name: name, value: value))
            return 0
        }
        unsafe nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, stream, data, count, user in
            let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: count))
            unsafe me(user).events.append(.data(stream: stream, bytes))
            return 0
        }
        unsafe nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, stream, code, user in
            let session = unsafe me(user)
            session.bodies[stream] = nil
            session.events.append(.closed(stream: stream, code: code))
            return 0
        }
        unsafe nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, user in
            guard let frame = unsafe frame?.pointee, unsafe frame.hd.type == UInt8(NGHTTP2_GOAWAY.rawValue) else {
                return 0
            }
            unsafe me(user).events.append(.goneAway(code: frame.goaway.error_code))
            return 0
        }
    }
}

/// Headers that anyone asks for, and how much of their values is kept.
private let wantedHeaders: Set = [":status", "content-type", "grpc-status", "grpc-message"]
private let longestHeaderValue = 1024

private func me(_ user: UnsafeMutableRawPointer?) -> HTTP2Session {
    unsafe Unmanaged.fromOpaque(user!).takeUnretainedValue()
}

private func text(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> String {
    unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
}

/// Headers as nghttp2 takes them, which copies them.
func withFields<Result>(_ headers: [(String, String)], _ body: (UnsafeBufferPointer<nghttp2_nv>) -> Result) -> Result {
    var bytes = headers.flatMap { Array($0.0.utf8) + Array($0.1.utf8) }
    return bytes.withUnsafeMutableBufferPointer { buffer in
        var fields: [nghttp2_nv] = [], next = buffer.baseAddress!
        for (name, value) in headers {
            var field = unsafe nghttp2_nv()
            unsafe (field.name, field.namelen) = (next, name.utf8.count)
            unsafe next += name.utf8.count
            unsafe (field.value, field.valuelen) = (next, value.utf8.count)
            unsafe next += value.utf8.count
            unsafe fields.append(field)
        }
        return unsafe fields.withUnsafeBufferPointer(body)
    }
}
