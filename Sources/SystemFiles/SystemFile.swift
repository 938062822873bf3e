import Glibc

/// A file of procfs or sysfs that stays open: each read starts over at its beginning.
package struct SystemFile: ~Copyable {
    package let path: String
    private var descriptor: Int32 = -1

    /// The most that is read of a file; what is longer is malformed.
    package static let maximumSize = 8 << 20

    package init(_ path: String) { self.path = path }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Reads the whole file, or its first `limit` bytes, into `buffer`, which grows as needed, and returns how many.
    package mutating func read(into buffer: inout [UInt8], limit: Int = maximumSize) throws(SourceError) -> Int {
        try open()
        var count = 0
        while count < limit {
            if buffer.count - count < 4096 { buffer.append(contentsOf: repeatElement(0, count: max(16384, count))) }
            let got = try readOnce(into: &buffer, at: count, room: min(buffer.count, limit) - count)
            guard got > 0 else { return count }
            count += got
        }
        guard limit < Self.maximumSize else { throw .malformed(path) }
        return count
    }

    private mutating func open() throws(SourceError) {
        guard descriptor < 0 else { return }
        descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor < 0 else { return }
        throw errno == ENOENT || errno == ENOTDIR ? .noData(path) : .failed(path, errno: errno)
    }

    private mutating func readOnce(into buffer: inout [UInt8], at offset: Int, room: Int) throws(SourceError) -> Int {
        let got = buffer.withUnsafeMutableBytes { bytes in
            unsafe pread(descriptor, bytes.baseAddress! + offset, room, off_t(offset))
        }
        guard got < 0 else { return got }
        let code = errno
        close(descriptor)
        descriptor = -1
        throw .failed(path, errno: code)
    }

    /// Whether the kernel says that the file has changed since it was last asked (mount tables do);
    /// true as long as it is not open.
    package var hasChanged: Bool {
        guard descriptor >= 0 else { return true }
        var event = pollfd(fd: descriptor, events: Int16(POLLPRI), revents: 0)
        return unsafe poll(&event, 1, 0) > 0 && event.revents & Int16(POLLPRI | POLLERR) != 0
    }
}

/// The first line of a small file without its end and surrounding spaces; nil where it cannot be read.
package func firstLine(_ path: String, limit: Int = 4096) -> String? {
    var file = SystemFile(path), buffer: [UInt8] = []
    guard let count = try? file.read(into: &buffer, limit: limit) else { return nil }
    let line = buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }
    guard let first = line.firstIndex(where: { $0 > 0x20 }), let last = line.lastIndex(where: { $0 > 0x20 })
    else { return "" }
    return String(decoding: line[first...last], as: UTF8.self)
}

/// Whether `path` exists, following links.
package func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
