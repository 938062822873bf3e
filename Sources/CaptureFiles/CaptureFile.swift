import Glibc

/// An open file, pipe or other descriptor that a capture is read from.
final class CaptureFile {
    /// Milliseconds between two looks at a file that grows.
    private static let pollInterval: Int32 = 100

    private var descriptor: Int32
    private let isOwned: Bool
    /// The name under which a file that is followed may be replaced.
    private let followedName: String?
    private let follows: Bool
    private var isRegular = false
    /// Where reading began: a descriptor may come from one who has read from it before.
    private var base = 0
    private var identity = Identity()
    /// Whether the other end of a pipe was closed.
    private var hasEnded = false

    private struct Identity: Equatable {
        var device: dev_t = 0
        var node: ino_t = 0
    }

    /// Opens a file.
    init(name: String, follow: Bool) throws(CaptureError) {
        descriptor = try Self.open(name)
        isOwned = true
        followedName = follow ? name : nil
        follows = follow
        try examine()
    }

    /// A descriptor that stays the caller's.
    init(descriptor: Int32, follow: Bool) throws(CaptureError) {
        self.descriptor = descriptor
        isOwned = false
        followedName = nil
        follows = follow
        try examine()
    }

    deinit { if isOwned { close(descriptor) } }

    private static func open(_ name: String) throws(CaptureError) -> Int32 {
        // Does not wait for who writes to a pipe: `wait` does, which a signal ends.
        let descriptor = unsafe Glibc.open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(errno: errno) }
        return descriptor
    }

    private func examine() throws(CaptureError) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .unreadable(errno: errno) }
        isRegular = status.st_mode & S_IFMT == S_IFREG
        base = isRegular ? max(0, lseek(descriptor, 0, SEEK_CUR)) : 0
        identity = Identity(device: status.st_dev, node: status.st_ino)
    }

    /// Reads what there is into the end of the buffer. Of a pipe it does not wait for more.
    func read(into buffer: inout [UInt8], from index: Int) throws(CaptureError) -> CaptureSource.Outcome {
        guard isRegular || isReadable() else { return .later }
        while true {
            let descriptor = descriptor
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(descriptor, bytes.baseAddress! + index, bytes.count - index)
            }
            if count > 0 { return .bytes(count) }
            if count == 0 { return ended() }
            if errno == EAGAIN { return .later }
            guard errno == EINTR else { throw .unreadable(errno: errno) }
        }
    }

    private func ended() -> CaptureSource.Outcome {
        if isRegular, follows { return .later }
        hasEnded = true
        return .end
    }

    private func isReadable() -> Bool { Self.poll(descriptor, milliseconds: 0).0 }

    /// Waits until one of two descriptors is readable (or broken, which reading will tell); a negative one never is.
    private static func poll(_ first: Int32, _ second: Int32 = -1, milliseconds: Int32) -> (Bool, Bool) {
        var waits = (
            pollfd(fd: first, events: Int16(POLLIN), revents: 0), pollfd(fd: second, events: Int16(POLLIN), revents: 0)
        )
        unsafe withUnsafeMutableBytes(of: &waits) { bytes in
            _ = unsafe Glibc.poll(bytes.assumingMemoryBound(to: pollfd.self).baseAddress, 2, milliseconds)
        }
        return (waits.0.revents != 0, waits.1.revents != 0)
    }

    /// Waits until there may be more than was read, or until `stop` is readable.
    func wait(position: Int, stop: Int32) throws(CaptureError) -> CaptureSource.Wake {
        guard !hasEnded else { return .end }
        if isRegular { return follows ? try follow(position: base + position, stop: stop) : .end }
        while true {
            let (isReady, isStopped) = Self.poll(descriptor, stop, milliseconds: -1)
            if isStopped { return .end }
            if isReady { return .more }
        }
    }

    /// Looks at the file now and then. A new file of its name is taken up when the old one has been read to its end.
    private func follow(position: Int, stop: Int32) throws(CaptureError) -> CaptureSource.Wake {
        while true {
            let isReplaced = isReplaced()
            var status = stat()
            guard unsafe fstat(descriptor, &status) == 0 else { throw .unreadable(errno: errno) }
            if status.st_size > position { return .more }
            if status.st_size < position { return try rewind() }
            if isReplaced, try reopen() { return .anew }
            if Self.poll(stop, milliseconds: Self.pollInterval).0 { return .end }
        }
    }

    /// Whether the name leads to another file now; while it leads to none, the old one may still grow.
    private func isReplaced() -> Bool {
        guard let followedName else { return false }
        var status = stat()
        guard unsafe stat(followedName, &status) == 0 else { return false }
        return Identity(device: status.st_dev, node: status.st_ino) != identity
    }

    /// The file was cut, to be written anew.
    private func rewind() throws(CaptureError) -> CaptureSource.Wake {
        base = 0
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .unreadable(errno: errno) }
        return .anew
    }

    /// Opens the file that has the name now, if that is possible.
    private func reopen() throws(CaptureError) -> Bool {
        guard let followedName, let next = try? Self.open(followedName) else { return false }
        close(descriptor)
        descriptor = next
        try examine()
        return true
    }
}
