import Glibc
import SystemFiles

/// How full a file system is.
struct FileSystemUsage: Equatable {
    /// Bytes.
    var total: UInt64, free: UInt64
    /// Bytes that users without privilege may still take.
    var available: UInt64
    /// The kernel's identifier of the file system; 0 where it gives none.
    var identifier: UInt64

    private var used: UInt64 { total - min(free, total) }

    /// What is used and what users may still take: without what is reserved for root, as `df` reckons its percentage.
    var usable: UInt64 { used &+ available }

    /// What `df` shows as used, in hundredths of a percent.
    var usedHundredths: UInt32 {
        guard usable > 0, used <= usable else { return 0 }
        return UInt32((Double(used) / Double(usable) * 10_000).rounded())
    }

    /// Asks the kernel. Nil where it refuses.
    static func ofMountPoint(_ path: String) -> FileSystemUsage? {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return nil }
        let size = UInt64(status.f_frsize)
        return FileSystemUsage(
            total: UInt64(status.f_blocks) &* size,
            free: UInt64(status.f_bfree) &* size,
            available: UInt64(status.f_bavail) &* size,
            identifier: UInt64(status.f_fsid)
        )
    }
}

/// The mounted file systems that are on disks of this host and can be written: each once, however often it is mounted.
struct FileSystems: ~Copyable {
    private var table: SystemFile
    private let root: String
    private let usage: (String) -> FileSystemUsage?
    private(set) var mountPoints: [String] = []

    init(_ roots: SystemRoots, usage: @escaping (String) -> FileSystemUsage?) {
        table = SystemFile(roots.proc + "/mounts")
        root = roots.root
        self.usage = usage
    }

    /// Sums all; the fullest decides `fullest`, in hundredths of a percent: all ones, which is unknown, where there is none.
    mutating func read(
        _ buffer: inout [UInt8]
    ) throws(SourceError) -> (total: UInt64, available: UInt64, fullest: UInt32) {
        if table.hasChanged {
            let count = try table.read(into: &buffer)
            mountPoints = mountPointsOfDisks(buffer.span.bytes.extracting(first: count))
        }
        var total: UInt64 = 0, available: UInt64 = 0, fullest: UInt32 = 0, seen: [UInt64] = []
        for mountPoint in mountPoints {
            guard let usage = usage(root + mountPoint), !seen.contains(usage.identifier) else { continue }
            if usage.identifier != 0 { seen.append(usage.identifier) }
            total &+= usage.usable
            available &+= usage.available
            fullest = max(fullest, usage.usedHundredths)
        }
        return (total, available, total > 0 ? fullest : .max)
    }
}

/// The first mount point of each device in a mount table (`/proc/mounts`) that is writable and on a disk:
/// not on a loop, ram or zram device, and nothing that answers over the network or through a process (FUSE).
func mountPointsOfDisks(_ text: RawSpan) -> [String] {
    var cursor = TextCursor(text), mountPoints: [String] = [], devices: Set<String> = []
    while cursor.nextLine() {
        guard let device = cursor.word(), cursor.starts(device, with: "/dev/"), let mountPoint = cursor.word(),
            let type = cursor.word(), !cursor.starts(type, with: "fuse"),
            let access = cursor.word(until: UInt8(ascii: ",")), cursor.matches(access, "rw"),
            !["/dev/loop", "/dev/ram", "/dev/zram"].contains(where: { cursor.starts(device, with: $0) }),
            devices.insert(cursor.text(device)).inserted
        else { continue }
        mountPoints.append(unescape(cursor.text(mountPoint)))
    }
    return mountPoints
}
