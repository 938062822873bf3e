import Glibc

/// Why a connection is of no more use, or could not be made.
enum ConnectionLoss: Error, Hashable, Sendable {
    /// The system refused: an `errno`.
    case system(Int32)
    /// The server has closed it.
    case ended
    /// What came is not HTTP/2.
    case broken(HTTP2Error)
    /// The server has not answered in time.
    case silent
}

extension ConnectionLoss: CustomStringConvertible {
    var description: String {
        switch self {
        case .system(let code): unsafe String(cString: strerror(code))
        case .ended: "it closed the connection"
        case .broken(let error): "it does not speak HTTP/2 as it should: \(error)"
        case .silent: "it does not answer"
        }
    }
}
