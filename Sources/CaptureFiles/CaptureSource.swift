/// Where the bytes of a capture come from.
enum CaptureSource {
    /// Bytes at hand, given out in pieces of a size.
    case memory([UInt8], piece: Int)
    case file(CaptureFile)

    /// What came of reading.
    enum Outcome: Equatable {
        /// So many bytes.
        case bytes(Int)
        /// None are there now, but more may come.
        case later
        case end
    }

    /// What came of waiting.
    enum Wake {
        /// Bytes may be there.
        case more
        /// Another file is in the place of the one read so far, or it begins anew.
        case anew
        /// There is no more, or the wait was ended.
        case end
    }

    /// Reads what fits into the end of the buffer, from `index` on. `position` is how much was read before.
    func read(into buffer: inout [UInt8], from index: Int, position: Int) throws(CaptureError) -> Outcome {
        switch self {
        case .memory(let bytes, let piece):
            let count = min(piece, bytes.count - position, buffer.count - index)
            guard count > 0 else { return .end }
            buffer.replaceSubrange(index..<index + count, with: bytes[position..<position + count])
            return .bytes(count)
        case .file(let file): return try file.read(into: &buffer, from: index)
        }
    }

    /// Waits until there may be more than the `position` bytes read so far, or until `stop` is readable.
    func wait(position: Int, stop: Int32) throws(CaptureError) -> Wake {
        switch self {
        case .memory: .end
        case .file(let file): try file.wait(position: position, stop: stop)
        }
    }
}
