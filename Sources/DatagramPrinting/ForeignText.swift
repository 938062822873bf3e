import NetTypes
import XDR

/// Where text from outside goes, which decides what must be escaped.
enum TextTarget {
    /// A line: a control character is a `?`, so that a name cannot forge a field.
    case line
    /// A string of JSON.
    case json
}

extension TextBuffer {
    /// Appends text from outside; what is no UTF-8 becomes U+FFFD.
    mutating func append(foreign bytes: RawSpan, for target: TextTarget) {
        var offset = 0
        while offset < bytes.byteCount {
            let plain = Self.plainCount(bytes, from: offset)
            append(bytes.extracting(offset..<offset + plain))
            offset += plain
            if offset < bytes.byteCount { appendScalar(bytes, &offset, target) }
        }
    }

    /// The bytes from `start` on that are neither escaped nor checked.
    private static func plainCount(_ bytes: RawSpan, from start: Int) -> Int {
        var end = start
        while end < bytes.byteCount, isPlain(bytes.bigEndian8(end)) { end += 1 }
        return end - start
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func appendScalar(_ bytes: RawSpan, _ offset: inout Int, _ target: TextTarget) {
        let byte = bytes.bigEndian8(offset)
        if byte < 0x80 {
            offset += 1
            return append(special: byte, target)
        }
        let length = utf8Length(bytes, at: offset)
        if length == 0 { append("\u{fffd}") }
        append(bytes.extracting(offset..<offset + length))
        offset += max(length, 1)
    }

    private mutating func append(special byte: UInt8, _ target: TextTarget) {
        switch (target, byte) {
        case (.line, 0..<0x20), (.line, 0x7f): append(byte: UInt8(ascii: "?"))
        case (.json, 0..<0x20), (.json, 0x7f):
            append("\\u00")
            append(hex: UInt32(byte), digits: 2)
        case (.json, _):
            append(byte: UInt8(ascii: "\\"))
            append(byte: byte)
        case (.line, _): append(byte: byte)
        }
    }
}

/// The bytes of the character that begins at `offset`; 0: none does.
private func utf8Length(_ bytes: RawSpan, at offset: Int) -> Int {
    let sequence = UTF8Sequence(bytes.bigEndian8(offset))
    guard bytes.byteCount - offset >= sequence.count else { return 0 }
    for place in 1..<max(sequence.count, 1) where !sequence.holds(bytes.bigEndian8(offset + place), at: place) {
        return 0
    }
    return sequence.count
}
