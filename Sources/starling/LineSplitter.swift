/// Cuts a stream of bytes into lines; a line that is too long is cut into several.
struct LineSplitter {
    static let limit = 8192

    private var rest: [UInt8] = []

    /// The lines that are complete now.
    mutating func take(_ bytes: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") || rest.count >= Self.limit { lines.append(flush()) }
            if byte != UInt8(ascii: "\n") { rest.append(byte) }
        }
        return lines
    }

    /// What is left without an end.
    mutating func finish() -> String? { rest.isEmpty ? nil : flush() }

    private mutating func flush() -> String {
        defer { rest.removeAll(keepingCapacity: true) }
        return String(decoding: rest, as: UTF8.self)
    }
}
