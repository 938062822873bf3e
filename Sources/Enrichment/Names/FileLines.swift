/// The lines of a file of names, as far as they are believed: at most so many bytes of each, and so many of them.
struct FileLines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var position = 0
    private var left: Int

    private static var longest: Int { 4096 }

    init(_ bytes: [UInt8], limit: Int) {
        self.bytes = bytes
        left = limit
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    }

    mutating func next() -> ArraySlice<UInt8>? {
        guard position < bytes.count, left > 0 else { return nil }
        left -= 1
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        defer { position = end + 1 }
        let line = bytes[position..<end].prefix(Self.longest)
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
}
