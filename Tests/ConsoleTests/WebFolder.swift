import Foundation

/// The console's files as they are in the source tree.
enum WebFolder {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .appending(path: "../../Sources/ConsoleAssets/web")
        .standardizedFileURL
        .path

    /// The paths of all files, sorted, each with a leading slash.
    static func paths() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root)
            .filter { !isFolder($0) }
            .map { "/\($0)" }
            .sorted()
    }

    /// The contents of a file.
    static func bytes(of path: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(filePath: root + path)))
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder) && isFolder.boolValue
    }
}
