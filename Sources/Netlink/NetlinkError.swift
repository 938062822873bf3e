import Glibc
import SystemFiles

/// Why the kernel's answer over netlink is no use.
package enum NetlinkError: Error, Equatable {
    /// A system call failed with this `errno`.
    case system(Int32)
    /// The kernel refused the request with this `errno`.
    case refused(Int32)
    /// A message or an attribute is longer than what holds it.
    case malformed
    /// A datagram did not fit, or the answer ended before its end.
    case incomplete
}

extension NetlinkError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .system(let code), .refused(let code): "rtnetlink: \(errnoText(code))"
        case .malformed: "rtnetlink: a malformed message"
        case .incomplete: "rtnetlink: an incomplete answer"
        }
    }

    /// As an `errno`.
    package var code: Int32 {
        switch self {
        case .system(let code), .refused(let code): code
        case .malformed, .incomplete: EPROTO
        }
    }
}
