import Glibc

/// A small file in the state directory that is only ever replaced as a whole.
package struct StateFile: Sendable {
    package var path: String

    package init(directory: String, name: String) { path = "\(directory)/\(name)" }

    /// At most a mebibyte of it; empty where there is none.
    package func read() -> Result<String, SystemError> {
        switch readTextFile(path) {
        case .failure(SystemError(ENOENT)): .success("")
        case let other: other
        }
    }

    /// Replaces it, and makes its directory where there is none. Whoever reads it sees the old text or the new one. It is
    /// not waited for until a disk has it: what is kept here may be lost with the power, but must not hold up the agent.
    package func replace(with text: String) throws(SystemError) {
        try makeParents()
        let new = path + ".new"
        let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError() }
        do throws(SystemError) {
            defer { close(descriptor) }
            try Self.write(Array(text.utf8), to: descriptor)
        } catch {
            unlink(new)
            throw error
        }
        guard rename(new, path) == 0 else { throw SystemError() }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw count < 0 ? SystemError() : SystemError(EIO) }
            rest = rest.dropFirst(count)
        }
    }

    private func makeParents() throws(SystemError) {
        for (index, character) in zip(path.indices, path) where character == "/" && index != path.startIndex {
            guard mkdir(String(path[..<index]), 0o755) == 0 || errno == EEXIST else { throw SystemError() }
        }
    }
}
