import Glibc

/// Files that are replaced as a whole: whenever the system or this process ends, a file is the old or the new one.
///
/// One process at a time has the directory.
package struct KeptFiles: Sendable {
    /// Why there is no such directory, or a file of it cannot be read or written.
    package enum Problem: Error, Hashable, Sendable {
        case inUse(String)
        case failed(String, errno: Int32)
        case tooLong(String, limit: Int)
    }

    package let path: String
    /// Closed, and so unlocked, with the last copy.
    private let descriptor: Descriptor

    /// Bytes of the longest file.
    static let limit = 512 << 20

    /// Makes the directory, with those above it, where it is not there.
    package init(_ path: String) throws(Problem) {
        self.path = path
        try Self.make(path)
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw .failed(path, errno: errno) }
        descriptor = Descriptor(opened)
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? .inUse(path) : .failed(path, errno: errno)
        }
        guard unsafe access(path, W_OK) == 0 else { throw .failed(path, errno: errno) }
    }

    private static func make(_ path: String) throws(Problem) {
        var part = path.hasPrefix("/") ? "/" : ""
        for name in path.split(separator: "/") {
            part += name + "/"
            guard unsafe mkdir(part, 0o750) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES else {
                throw .failed(part, errno: errno)
            }
        }
    }

    /// Replaces a file.
    func write(_ bytes: [UInt8], to name: String) throws(Problem) {
        let draft = name + ".new"
        let file = unsafe openat(descriptor.number, draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw .failed(place(draft), errno: errno) }
        let error = Self.fill(file, bytes)
        close(file)
        guard error == 0 else {
            unsafe unlinkat(descriptor.number, draft, 0)
            throw .failed(place(draft), errno: error)
        }
        guard unsafe renameat(descriptor.number, draft, descriptor.number, name) == 0, fsync(descriptor.number) == 0
        else { throw .failed(place(name), errno: errno) }
    }

    /// Writes everything to where it lasts; 0, or why not.
    private static func fill(_ file: Int32, _ bytes: [UInt8]) -> Int32 {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                unsafe Glibc.write(file, $0.baseAddress! + written, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? ENOSPC : errno }
            written += count
        }
        return fsync(file) == 0 ? 0 : errno
    }

    /// The bytes of a file; `nil`: there is none.
    func read(_ name: String) throws(Problem) -> [UInt8]? {
        let file = unsafe openat(descriptor.number, name, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .failed(place(name), errno: errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = [], chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { unsafe Glibc.read(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .failed(place(name), errno: errno) }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= Self.limit else { throw .tooLong(place(name), limit: Self.limit) }
        }
    }

    /// Keeps a file that is damaged under another name, which it returns; `nil` where that fails.
    /// - Parameter time: milliseconds since 1970.
    func setAside(_ name: String, time: Int64) -> String? {
        let other = "\(name).damaged-\(time)"
        // A second name for the same bytes: what is written next replaces the first alone.
        guard unsafe linkat(descriptor.number, name, descriptor.number, other, 0) == 0 else { return nil }
        return place(other)
    }

    func place(_ name: String) -> String { path + "/" + name }

    private final class Descriptor: Sendable {
        let number: Int32
        init(_ number: Int32) { self.number = number }
        deinit { close(number) }
    }
}

extension KeptFiles.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .inUse(let path): "\(path) is in use by another analyzer"
        case .failed(let path, let number): "\(path): \(unsafe String(cString: strerror(number)))"
        case .tooLong(let path, let limit): "\(path) has more than \(limit) bytes"
        }
    }
}
