/// How a call ended, as the server says or as we found.
/// https://grpc.github.io/grpc/core/md_doc_statuscodes.html
struct GRPCStatus: Error, Hashable, Sendable {
    var code: Int
    /// The server's words, cut where they are long.
    var message: String

    init(_ code: Int, _ message: String = "") {
        self.code = code
        self.message = message
    }

    static let ok = 0, cancelled = 1, unknown = 2, invalidArgument = 3, deadlineExceeded = 4, notFound = 5
    static let permissionDenied = 7
    static let resourceExhausted = 8, unimplemented = 12, `internal` = 13, unavailable = 14, unauthenticated = 16

    /// Whether there is nothing of the name that was asked about, or can be.
    var deniesExistence: Bool { code == Self.notFound || code == Self.invalidArgument }

    /// What an HTTP status other than 200 stands for.
    /// https://grpc.github.io/grpc/core/md_doc_http-grpc-status-mapping.html
    init(http status: Int) {
        switch status {
        case 400: code = Self.internal
        case 401: code = Self.unauthenticated
        case 403: code = Self.permissionDenied
        case 404: code = Self.unimplemented
        case 429, 502, 503, 504: code = Self.unavailable
        default: code = Self.unknown
        }
        message = "HTTP status \(status)"
    }
}

extension GRPCStatus: CustomStringConvertible {
    var description: String { message.isEmpty ? "gRPC status \(code)" : "\(message) (gRPC status \(code))" }
}

/// The text of a `grpc-message`: UTF-8 of which bytes may be written as `%41`.
func percentDecoded(_ text: String) -> String {
    var bytes: [UInt8] = [], rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"), rest.count >= 2,
            let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
