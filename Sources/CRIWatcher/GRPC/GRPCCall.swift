import Agent

/// A call under way.
struct GRPCCall {
    enum Kind: Equatable, Sendable {
        /// One message answers it, before the deadline.
        case unary
        /// Messages come until either side ends it.
        case stream
    }

    let kind: Kind
    var deadline: MonotonicTime?
    var assembler: GRPCAssembler
    /// What the server said of it, as far as it did.
    var httpStatus: Int?
    var isGRPC = false
    var code: Int?
    var message = ""
    /// The answer, which counts when the status is good.
    var answer: [UInt8]?

    init(_ kind: Kind, limit: Int, deadline: MonotonicTime?) {
        self.kind = kind
        self.deadline = deadline
        assembler = GRPCAssembler(limit: limit)
    }

    mutating func header(_ name: String, _ value: String) {
        switch name {
        case ":status": httpStatus = Int(value)
        case "content-type": isGRPC = value.hasPrefix("application/grpc")
        case "grpc-status": code = Int(value)
        case "grpc-message": message = percentDecoded(value)
        default: break
        }
    }

    /// How it ended, once the stream is closed with an error code of HTTP/2.
    func status(closedWith error: UInt32) -> GRPCStatus {
        if let code { return GRPCStatus(code, message) }
        guard error == 0 else {
            return GRPCStatus(GRPCStatus.unavailable, "the server reset the call (HTTP/2 error \(error))")
        }
        if let httpStatus, httpStatus != 200 { return GRPCStatus(http: httpStatus) }
        guard isGRPC else { return GRPCStatus(GRPCStatus.unknown, "the server does not speak gRPC") }
        return GRPCStatus(GRPCStatus.internal, "the call ended without a status")
    }
}
