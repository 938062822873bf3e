import Glibc

/// Nothing that is read here is longer; what comes after it is not read.
private let maximumBytes = 1 << 20

/// Reads a file from its beginning to its end into `buffer`, which grows as needed. How many bytes; `nil`: it cannot be read.
func readAll(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int? {
    var count = 0
    while count < maximumBytes {
        if buffer.count - count < 4096 { buffer.append(contentsOf: repeatElement(0, count: max(16384, count))) }
        let got = buffer.withUnsafeMutableBytes { bytes in
            unsafe pread(descriptor, bytes.baseAddress! + count, bytes.count - count, off_t(count))
        }
        guard got >= 0 else { return nil }
        guard got > 0 else { break }
        count += got
    }
    return count
}
