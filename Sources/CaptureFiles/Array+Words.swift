/// Appending in network order to a buffer that keeps its capacity.
extension [UInt8] {
    @inline(__always)
    mutating func put<Word: FixedWidthInteger>(_ word: Word) {
        unsafe Swift.withUnsafeBytes(of: word.bigEndian) { unsafe append(contentsOf: $0) }
    }

    @inline(__always)
    mutating func put(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe append(contentsOf: $0) }
    }
}
