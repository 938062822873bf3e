import Glibc

/// Why output ends.
enum OutputError: Error {
    /// Who was to read it does not want any more of it.
    case readerGone
    /// The file, or the terminal, and what the system says.
    case failed(String, errno: Int32)
}

extension OutputError: CustomStringConvertible {
    var description: String {
        switch self {
        case .readerGone: "nobody reads the output"
        case .failed(let name, let number): "cannot write to \(name): \(systemMessage(number))"
        }
    }
}

/// Where output goes: a file, or a descriptor that stays somebody else's.
struct OutputFile: ~Copyable {
    private let descriptor: Int32
    private let name: String
    private let isOwned: Bool

    /// Standard output.
    static var standard: OutputFile { OutputFile(descriptor: 1, name: "standard output") }

    init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
        isOwned = false
    }

    /// Creates a file, or empties it.
    init(path: String) throws(OutputError) {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .failed(path, errno: errno) }
        name = path
        isOwned = true
    }

    deinit { if isOwned { close(descriptor) } }

    /// Writes all bytes, waiting where that takes time.
    func write(_ bytes: RawSpan) throws(OutputError) {
        var start = 0
        while start < bytes.byteCount {
            let rest = bytes.extracting(start...), descriptor = descriptor
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { start += count } else { try recover(errno) }
        }
    }

    func write(_ bytes: [UInt8]) throws(OutputError) { try unsafe write(bytes.span.bytes) }

    private func recover(_ error: Int32) throws(OutputError) {
        switch error {
        case EINTR: break
        case EAGAIN:
            var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = unsafe poll(&wait, 1, 1000)
        case EPIPE: throw .readerGone
        default: throw .failed(name, errno: error)
        }
    }
}
