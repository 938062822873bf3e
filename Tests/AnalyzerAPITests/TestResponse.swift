import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import Synchronization

/// A response with all of its body.
struct TestResponse {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let body: ByteBuffer

    init(_ response: Response) async throws {
        let writer = BodyCollector()
        try await response.body.write(writer)
        status = response.status
        headers = response.headers
        body = writer.collected
    }

    var text: String { String(buffer: body) }
    var problem: JSONValue? { try? JSONValue(Array(buffer: body)) }
}

extension Request {
    /// What the server hands on when a client on this machine asks.
    static func asked(_ path: String, _ method: HTTPRequest.Method, _ headers: HTTPFields, _ body: String?) -> Request {
        var headers = headers
        if let body, headers[.contentLength] == nil, headers[.transferEncoding] == nil {
            headers[.contentLength] = "\(body.utf8.count)"
        }
        let head = HTTPRequest(
            method: method,
            scheme: "http",
            authority: "localhost",
            path: path,
            headerFields: headers
        )
        return Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body ?? "")))
    }
}

/// Keeps what is written. A class, since a body is written through a copy.
private final class BodyCollector: ResponseBodyWriter {
    private let buffer = Mutex(ByteBuffer())

    var collected: ByteBuffer { buffer.withLock { $0 } }

    func write(_ part: ByteBuffer) async throws {
        buffer.withLock { _ = $0.writeImmutableBuffer(part) }
    }

    func finish(_ trailers: HTTPFields?) async throws {}
}
