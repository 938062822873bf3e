import Foundation

/// The smallest HTTP client that does: one request, one answer.
enum HTTP {
    /// Who is asked.
    enum Place {
        /// A port of 127.0.0.1.
        case port(UInt16)
        /// A unix socket.
        case socket(String)
    }

    /// The body of a GET; throws unless the status is 2xx.
    static func get(_ path: String, at place: Place) throws -> Data { try ask("GET", path, body: "", at: place) }

    /// The answer's body; throws unless the status is 2xx.
    @discardableResult
    static func ask(_ method: String, _ path: String, body: String, at place: Place) throws -> Data {
        let (status, answer) = try send(method, path, body: body, at: place)
        guard (200..<300).contains(status) else {
            throw BenchError("\(method) \(path): status \(status): \(String(decoding: answer, as: UTF8.self))")
        }
        return answer
    }

    private static func send(_ method: String, _ path: String, body: String, at place: Place) throws -> (Int, Data) {
        let socket = try connect(place)
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

    private static func connect(_ place: Place) throws -> Int32 {
        switch place {
        case .port(let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
            return try connect(AF_INET, address, "127.0.0.1:\(port)")
        case .socket(let path):
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
                throw BenchError("\(path) is too long for a socket")
            }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            return try connect(AF_UNIX, address, path)
        }
    }

    private static func connect<Address>(_ family: Int32, _ address: Address, _ name: String) throws -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        let status = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        guard status == 0 else {
            let reason = lastError
            close(descriptor)
            throw BenchError("\(name): \(reason)")
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
