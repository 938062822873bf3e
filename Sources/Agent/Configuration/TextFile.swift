import Glibc
import SystemFiles

/// An error number of the C library, as text: `No such file or directory`.
package struct SystemError: Error, Equatable, CustomStringConvertible {
    package var number: Int32

    /// The error of the last system call.
    package init() { number = errno }

    package init(_ number: Int32) { self.number = number }

    package var description: String { errnoText(number) }
}

/// The bytes of a file as UTF-8, at most `limit` of them.
package func readTextFile(_ path: String, limit: Int = 1 << 20) -> Result<String, SystemError> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(SystemError()) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    var result: [UInt8] = []
    while result.count < limit {
        let count = unsafe read(descriptor, &bytes, bytes.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { return .failure(SystemError()) }
        guard count > 0 else { break }
        result += bytes[..<count]
    }
    return .success(String(decoding: result, as: UTF8.self))
}
