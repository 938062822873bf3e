import NetTypes

/// The head of a response.
struct HTTPHead: Equatable {
    var status: Int
    /// The connection can carry another request when the body has been read.
    var keepsConnection: Bool
}

/// Why what a server sent is no HTTP response that is understood here.
enum HTTPError: Error, Equatable {
    case malformed(String)
    case tooLong
    /// The connection ended within a response.
    case truncated
}

/// Reads the responses to GET requests (RFC 9112) as they arrive, however they are cut. It keeps nothing of a body.
struct HTTPResponseParser {
    enum Piece: Equatable {
        case head(HTTPHead)
        /// A piece of the body: where it is in the bytes that were given.
        case body(Range<Int>)
        case end
    }

    private enum State {
        case statusLine, headers
        case body(UInt64)
        case bodyUntilClose
        case chunkSize
        case chunk(UInt64)
        case chunkEnd, trailers
    }

    /// Bytes of a line, and of all lines of a head or of trailers.
    static let maximumLine = 8 << 10, maximumHead = 64 << 10

    private var state = State.statusLine
    private var line: [UInt8] = []
    private var headBytes = 0
    private var fields = HTTPFields()
    /// No byte of a next response has come.
    var isIdle: Bool { if case .statusLine = state { headBytes == 0 } else { false } }

    init() {}

    /// The next piece from `offset`, which moves behind it; `nil`: all bytes are used up.
    mutating func next(_ bytes: Span<UInt8>, _ offset: inout Int) throws(HTTPError) -> Piece? {
        while true {
            switch state {
            case .body(0): return finish()
            case .body(let left), .chunk(let left):
                guard offset < bytes.count else { return nil }
                return take(left, bytes.count, &offset)
            case .bodyUntilClose:
                guard offset < bytes.count else { return nil }
                defer { offset = bytes.count }
                return .body(offset..<bytes.count)
            case .statusLine, .headers, .chunkSize, .chunkEnd, .trailers:
                guard try takeLine(bytes, &offset) else { return nil }
                defer { line.removeAll(keepingCapacity: true) }
                if let piece = try lineEnded() { return piece }
            }
        }
    }

    /// The server closed the connection. `end`: that ended a body.
    mutating func close() throws(HTTPError) -> Piece? {
        switch state {
        case .bodyUntilClose, .body(0): return finish()
        case .statusLine where headBytes == 0: return nil
        default: throw .truncated
        }
    }

    private mutating func finish() -> Piece {
        state = .statusLine
        headBytes = 0
        return .end
    }

    private mutating func take(_ left: UInt64, _ end: Int, _ offset: inout Int) -> Piece {
        let count = Int(min(left, UInt64(end - offset)))
        defer { offset += count }
        switch state {
        case .chunk: state = left == UInt64(count) ? .chunkEnd : .chunk(left - UInt64(count))
        default: state = .body(left - UInt64(count))
        }
        return .body(offset..<offset + count)
    }

    /// Gathers a line; true when it is whole, without its end.
    private mutating func takeLine(_ bytes: Span<UInt8>, _ offset: inout Int) throws(HTTPError) -> Bool {
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            headBytes += 1
            guard headBytes <= Self.maximumHead else { throw .tooLong }
            if byte == UInt8(ascii: "\n") {
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                return true
            }
            guard line.count < Self.maximumLine else { throw .tooLong }
            line.append(byte)
        }
        return false
    }

    private mutating func lineEnded() throws(HTTPError) -> Piece? {
        switch state {
        case .statusLine:
            fields = HTTPFields()
            fields.status = try status()
            state = .headers
        case .headers:
            guard line.isEmpty else {
                try fields.take(line)
                return nil
            }
            return try headEnded()
        case .chunkSize:
            let size = try chunkSize()
            state = size == 0 ? .trailers : .chunk(size)
            headBytes = 0
        case .chunkEnd:
            guard line.isEmpty else { throw .malformed("a chunk that is longer than it says") }
            state = .chunkSize
        case .trailers: if line.isEmpty { return finish() }
        case .body, .bodyUntilClose, .chunk: break
        }
        return nil
    }

    /// `HTTP/1.1 200 OK`
    private mutating func status() throws(HTTPError) -> Int {
        let digits = line.dropFirst(9).prefix(3)
        guard line.starts(with: "HTTP/1.".utf8), line.count >= 12, line[8] == 0x20, digits.allSatisfy(isDigit),
            line.count == 12 || line[12] == 0x20
        else { throw .malformed("a status line") }
        if line[7] == UInt8(ascii: "0") { fields.closes = true }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// RFC 9112 §6.3: what says how long the body is.
    private mutating func headEnded() throws(HTTPError) -> Piece? {
        headBytes = 0
        let status = fields.status
        guard status >= 100, status != 101 else { throw .malformed("a status") }
        guard status >= 200 else {
            state = .statusLine
            return nil
        }
        if status == 204 || status == 304 {
            state = .body(0)
        } else if fields.isChunked {
            if fields.length != nil { fields.closes = true }
            state = .chunkSize
        } else if let length = fields.length {
            state = .body(length)
        } else {
            fields.closes = true
            state = .bodyUntilClose
        }
        return .head(HTTPHead(status: status, keepsConnection: !fields.closes))
    }

    /// Hexadecimal digits, then perhaps extensions.
    private func chunkSize() throws(HTTPError) -> UInt64 {
        let digits = line.prefix { hexDigitValue($0) != nil }
        let rest = line.dropFirst(digits.count)
        guard !digits.isEmpty, rest.isEmpty || [0x3b, 0x20, 0x09].contains(rest.first) else {
            throw .malformed("the size of a chunk")
        }
        var size: UInt64 = 0
        for digit in digits {
            guard size < 1 << 59 else { throw .malformed("the size of a chunk") }
            size = size << 4 | UInt64(hexDigitValue(digit) ?? 0)
        }
        return size
    }
}
