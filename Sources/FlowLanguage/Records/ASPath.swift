import XDR

/// The AS path of an `extended_gateway` record: segments, each a kind (1 a set, 2 a sequence), a count and that many
/// autonomous systems (sFlow version 5, section 5, `as_path_type`). The range was walked before: it holds whole segments.
struct ASPath {
    let range: ByteRange

    /// The first autonomous system, which is the peer's; `nil` where the path is empty.
    func first(_ bytes: RawSpan) -> UInt32? {
        var first: UInt32?
        forEach(bytes) { system, _ in first = first ?? system }
        return first
    }

    /// The last one, which the destination belongs to.
    func last(_ bytes: RawSpan) -> UInt32? {
        var last: UInt32?
        forEach(bytes) { system, _ in last = system }
        return last
    }

    /// Hands over each autonomous system and whether it is one of a set.
    func forEach(_ bytes: RawSpan, _ body: (UInt32, Bool) -> Void) {
        var offset = range.start
        let end = min(range.end, bytes.byteCount)
        while offset + 8 <= end {
            let isSet = bytes.bigEndian32(offset) == 1
            let count = min(Int(bytes.bigEndian32(offset + 4)), (end - offset - 8) / 4)
            for place in 0..<count { body(bytes.bigEndian32(offset + 8 + 4 * place), isSet) }
            offset += 8 + 4 * count
        }
    }
}
