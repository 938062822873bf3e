import Glibc

/// Files that tests share, found from this file's place.
package enum Fixture {
    package static let folder: String = {
        let here = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        return here.joined(separator: "/") + "/Fixtures/"
    }()

    /// The bytes of a file below `Tests/Fixtures`.
    package static func bytes(_ path: String) -> [UInt8] {
        guard let file = unsafe fopen(folder + path, "r") else { preconditionFailure("no fixture \(path)") }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = [], chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }

    package static func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }
}
