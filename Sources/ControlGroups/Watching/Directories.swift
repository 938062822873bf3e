import Glibc

/// Names of the directories in `path`, at most `limit`; `nil` where it cannot be read. What is not UTF-8 is left out: no
/// runtime makes such names.
func subdirectories(_ path: String, limit: Int) -> [String]? {
    guard let directory = unsafe opendir(path) else { return nil }
    defer { unsafe _ = closedir(directory) }
    var names: [String] = []
    while names.count < limit, let entry = unsafe readdir(directory) {
        guard unsafe entry.pointee.d_type == UInt8(DT_DIR) else { continue }
        let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            unsafe String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if let name, name != ".", name != ".." { names.append(name) }
    }
    return names
}

/// The inode of what is at `path`; `nil` where nothing is. The kernel gives each control group a number of its own: one that
/// is made again at the same path has another.
func inode(_ path: String) -> UInt64? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? UInt64(status.st_ino) : nil
}
