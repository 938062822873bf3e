import Foundation

/// The smallest HTTP client that does: one request, one answer, to 127.0.0.1.
enum HTTP {
    /// The body of a GET; throws unless the status is 200.
    static func get(_ path: String, port: UInt16) throws -> Data {
        let (status, body) = try send("GET", path, body: "", port: port)
        guard status == 200 else { throw BenchError("GET \(path): status \(status)") }
        return body
    }

    /// Throws unless the status is 2xx.
    static func put(_ path: String, body: String, port: UInt16) throws {
        let (status, answer) = try send("PUT", path, body: body, port: port)
        guard (200..<300).contains(status) else {
            throw BenchError("PUT \(path): status \(status): \(String(decoding: answer, as: UTF8.self))")
        }
    }

    private static func send(_ method: String, _ path: String, body: String, port: UInt16) throws -> (Int, Data) {
        let socket = try connect(port: port)
        defer { close(socket) }
        let request = """
            \(method) \(path) HTTP/1.1\r
            Host: 127.0.0.1\r
            Connection: close\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """
        let bytes = Array(request.utf8)
        guard write(socket, bytes, bytes.count) == bytes.count else { throw BenchError("\(path): \(lastError)") }
        return try parse(readAll(socket), path)
    }

    private static func connect(port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            close(descriptor)
            throw BenchError("127.0.0.1:\(port): \(lastError)")
        }
        return descriptor
    }

    private static var lastError: String { String(cString: strerror(errno)) }

    private static func readAll(_ socket: Int32) -> Data {
        var answer = Data(), chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(socket, &chunk, chunk.count)
            guard count > 0 else { return answer }
            answer.append(contentsOf: chunk[..<count])
        }
    }

    private static func parse(_ answer: Data, _ path: String) throws -> (Int, Data) {
        guard let end = answer.firstRange(of: Data("\r\n\r\n".utf8)) else { throw BenchError("\(path): no answer") }
        let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self)
        guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw BenchError("\(path): no status")
        }
        let body = answer[end.upperBound...]
        return (status, head.lowercased().contains("transfer-encoding: chunked") ? unchunked(body) : Data(body))
    }

    private static func unchunked(_ body: Data) -> Data {
        var rest = body[...], whole = Data()
        while let end = rest.firstRange(of: Data("\r\n".utf8)),
            let size = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16), size > 0
        {
            whole.append(rest[end.upperBound...].prefix(size))
            rest = rest[end.upperBound...].dropFirst(size + 2)
        }
        return whole
    }
}
