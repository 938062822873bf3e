import Glibc

/// Where the system's files are.
package struct SystemRoots: Hashable, Sendable {
    package var proc: String
    package var cgroup: String

    package init(proc: String = "/proc", cgroup: String = "/sys/fs/cgroup") {
        self.proc = proc
        self.cgroup = cgroup
    }
}

/// The text of a small file, at most 64 KiB of it; `nil` when it cannot be read.
func readText(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let text = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
        count = 0
        while count < buffer.count {
            let got = read(file, buffer.baseAddress! + count, buffer.count - count)
            guard got > 0 else { break }
            count += got
        }
    }
    return String(decoding: text, as: UTF8.self)
}
