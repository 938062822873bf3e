import Glibc

/// Why output ends.
enum OutputError: Error {
    /// Who was to read it does not want any more of it.
    case readerGone
    /// The file, or the terminal, and what the system says.
    case failed(String, errno: Int32)
    /// A signal ends the process, and who is to read the file or the terminal does not.
    case stalled(String)
}

extension OutputError: CustomStringConvertible {
    var description: String {
        switch self {
        case .readerGone: "nobody reads the output"
        case .failed(let name, let number): "cannot write to \(name): \(systemMessage(number))"
        case .stalled(let name): "nobody reads what is written to \(name); the rest of it is lost"
        }
    }
}

/// Where output goes: a file, or a descriptor that stays somebody else's.
struct OutputFile: ~Copyable {
    /// Milliseconds between two looks whether the process is to end, and how many of them its end waits for a reader.
    private static let pause: Int32 = 200, patience = 5

    private let descriptor: Int32
    private let name: String
    private let isOwned: Bool
    /// Whether the process is to end; injected in tests.
    private let isStopping: () -> Bool

    /// Standard output.
    static var standard: OutputFile { OutputFile(descriptor: 1, name: "standard output") }

    init(descriptor: Int32, name: String, isStopping: @escaping () -> Bool = { Interruption.isStopping }) {
        let own = Self.reopenPipe(descriptor)
        self.descriptor = own ?? descriptor
        self.name = name
        self.isStopping = isStopping
        isOwned = own != nil
    }

    /// Creates a file, or empties it.
    init(path: String) throws(OutputError) {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .failed(path, errno: errno) }
        // A pipe with a name is not to keep a signal from ending the process either.
        _ = fcntl(descriptor, F_SETFL, O_WRONLY | O_NONBLOCK)
        name = path
        isStopping = { Interruption.isStopping }
        isOwned = true
    }

    deinit { if isOwned { close(descriptor) } }

    /// Opens a pipe once more, so that writing does not wait where no signal can end it. To change how the descriptor
    /// itself is written to would change it for everybody who has it. `nil`: it is no pipe, or that is not permitted.
    private static func reopenPipe(_ descriptor: Int32) -> Int32? {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return nil }
        let own = unsafe open("/proc/self/fd/\(descriptor)", O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        return own >= 0 ? own : nil
    }

    /// Writes all bytes, waiting where that takes time; not for long where nobody takes them and the process is to end.
    func write(_ bytes: RawSpan) throws(OutputError) {
        var start = 0, patience = Self.patience
        while start < bytes.byteCount {
            let rest = bytes.extracting(start...), descriptor = descriptor
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                start += count
                patience = Self.patience
            } else if try !recover(errno) {
                patience -= 1
                if patience == 0 { throw .stalled(name) }
            }
        }
    }

    func write(_ bytes: [UInt8]) throws(OutputError) { try unsafe write(bytes.span.bytes) }

    /// False: nobody takes anything, and the process is to end.
    private func recover(_ error: Int32) throws(OutputError) -> Bool {
        switch error {
        case EINTR: return true
        case EAGAIN:
            var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            return unsafe poll(&wait, 1, Self.pause) != 0 || !isStopping()
        case EPIPE: throw .readerGone
        default: throw .failed(name, errno: error)
        }
    }
}
