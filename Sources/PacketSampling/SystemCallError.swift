import Glibc

/// A system call that failed.
struct SystemCallError: Error, Equatable, CustomStringConvertible {
    /// What it was to do: `open a packet socket`.
    var action: String
    var errno: Int32

    var description: String { unsafe "cannot \(action): \(String(cString: strerror(errno)))" }

    /// The kernel refused for want of a capability.
    var isPermission: Bool { errno == EPERM || errno == EACCES }
}

/// Throws where `error` is an errno.
func check(_ action: String, _ error: Int32) throws(SystemCallError) {
    guard error == 0 else { throw SystemCallError(action: action, errno: error) }
}

/// `result` where it is a descriptor; throws where it is minus an errno.
func descriptor(_ action: String, _ result: Int32) throws(SystemCallError) -> Int32 {
    guard result >= 0 else { throw SystemCallError(action: action, errno: -result) }
    return result
}
