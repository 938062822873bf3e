extension FlowScanner {
    /// Takes a regular expression as it is written, and tells where it begins. Nothing may have been peeked at.
    ///
    /// Between quotation marks all but the mark is of the pattern, and so is a mark with a `\` before it, which means the
    /// mark to the pattern as well. Without them it ends where a word would, but not within its own brackets.
    mutating func pattern() throws(FlowSyntaxError) -> (text: String, start: Int) {
        skipSpace()
        let quotation = try quotation()
        let content = quotation ?? barePattern()
        guard quotation != nil || !content.isEmpty else { throw try unexpected(expected: "a pattern") }
        range = quotation == nil ? content : content.lowerBound - 1..<content.upperBound + 1
        position = range.upperBound
        return (String(decoding: bytes[content], as: UTF8.self), content.lowerBound)
    }

    private func barePattern() -> Range<Int> {
        var brackets = Brackets(), end = position
        while end < bytes.count, !brackets.ends(at: bytes[end]) { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
        return position..<min(end, bytes.count)
    }
}

/// The brackets that are open in a pattern.
private struct Brackets {
    private var groups = 0
    private var classes = 0

    /// Whether the pattern is over at this byte; if not, it is of the pattern.
    mutating func ends(at byte: UInt8) -> Bool {
        if classes > 0 {
            if byte == UInt8(ascii: "[") { classes += 1 }
            if byte == UInt8(ascii: "]") { classes -= 1 }
            return false
        }
        switch byte {
        case UInt8(ascii: "["): classes = 1
        case UInt8(ascii: "("), UInt8(ascii: "{"): groups += 1
        case UInt8(ascii: ")"), UInt8(ascii: "}"):
            guard groups > 0 else { return byte == UInt8(ascii: ")") }
            groups -= 1
        default: return groups == 0 && FlowScanner.endsWord(byte)
        }
        return false
    }
}
