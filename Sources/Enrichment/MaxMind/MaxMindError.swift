/// Why a file is no MaxMind database, or not one that can be read.
package enum MaxMindError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The marker of the metadata is not in the last 128 KiB.
    case noMetadata
    /// A value of the metadata is missing or makes no sense.
    case badMetadata(String)
    case unknownVersion(Int)
    /// The search tree is longer than the file.
    case truncated

    package var description: String {
        switch self {
        case .noMetadata: "this is no MaxMind database (.mmdb), or its end is missing"
        case .badMetadata(let name): "the database's metadata has no usable '\(name)'"
        case .unknownVersion(let version): "the database has format version \(version); 2 is known"
        case .truncated: "the database is shorter than its own metadata says"
        }
    }
}
