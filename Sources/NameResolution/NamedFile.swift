import Glibc

/// Why a file cannot be used.
struct FileProblem: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    init(errno: Int32) { description = String(cString: strerror(errno)).lowercased() }
}

/// The most that is read of a file: the largest databases of addresses have a third of it.
private let largestFile = 1 << 30

/// The contents of a file, and what marked it meanwhile. It has to be an ordinary one that does not change while it is read.
func contents(of path: String) throws(FileProblem) -> (bytes: [UInt8], mark: FileMark) {
    // A pipe without a writer would be waited for.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileProblem(errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileProblem(errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileProblem("not a file") }
    guard status.st_size <= largestFile else { throw FileProblem("larger than \(largestFile >> 20) MiB") }
    let bytes = try read(descriptor, Int(status.st_size))
    var after = stat()
    guard fstat(descriptor, &after) == 0, FileMark(status) == FileMark(after) else {
        throw FileProblem("it is being written")
    }
    return (bytes, FileMark(status))
}

private func read(_ descriptor: Int32, _ size: Int) throws(FileProblem) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = 0
        while count < size {
            let got = Glibc.read(descriptor, buffer.baseAddress! + count, size - count)
            if got < 0 { failure = errno }
            guard got > 0 else { break }
            count += got
        }
    }
    guard failure == 0 else { throw FileProblem(errno: failure) }
    return bytes
}
