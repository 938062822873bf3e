import Glibc

/// Why a source of numbers gave none.
package enum SourceError: Error, Equatable {
    /// This system does not have it; nothing is wrong.
    case noData(String)
    /// The system refused: what was read and its `errno`.
    case failed(String, errno: Int32)
    /// What was read is not what the kernel documents.
    case malformed(String)
}

extension SourceError: CustomStringConvertible {
    /// A clause for one line of a log, with what to do where something can be done.
    package var description: String {
        switch self {
        case .noData(let path): "\(path) does not exist here"
        case .failed(let path, let code): "\(path): \(errnoText(code))\(Self.advice(code))"
        case .malformed(let path): "\(path) is not in the form that the kernel documents"
        }
    }

    private static func advice(_ code: Int32) -> String {
        switch code {
        case EACCES, EPERM: " (run as root, or give CAP_DAC_READ_SEARCH)"
        case EMFILE, ENFILE: " (raise the limit of open files)"
        default: ""
        }
    }
}

/// The system's words for an `errno`.
package func errnoText(_ code: Int32) -> String {
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
}
