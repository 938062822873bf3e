import Glibc

/// A file that is written to its end, or standard output (`-`).
struct OutputFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    init(_ path: String) throws(SimulatorError) {
        self.path = path
        descriptor = path == "-" ? 1 : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw SimulatorError("cannot write \(path)", errno: errno) }
    }

    deinit { if descriptor > 2 { close(descriptor) } }

    func write(_ bytes: [UInt8]) throws(SimulatorError) {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + start, $0.count - start) }
            if count >= 0 {
                start += count
            } else if errno != EINTR {
                throw SimulatorError("cannot write \(path)", errno: errno)
            }
        }
    }
}
