import Glibc

/// The bytes of a file of at most `limit` bytes.
package func readFile(_ path: String, limit: Int = 1 << 31) throws(CaptureError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while let piece = try readPiece(descriptor) {
        bytes += piece
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
    }
    return bytes
}

/// The next bytes; `nil` at the end.
private func readPiece(_ descriptor: Int32) throws(CaptureError) -> [UInt8]? {
    var failure: Int32 = 0
    let piece = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
        let got = unsafe read(descriptor, buffer.baseAddress, buffer.count)
        failure = got < 0 ? errno : 0
        count = max(got, 0)
    }
    if failure == EINTR { return try readPiece(descriptor) }
    guard failure == 0 else { throw .unreadable(errno: failure) }
    return piece.isEmpty ? nil : piece
}
