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

/// The bytes of a well-formed UTF-8 sequence of more than one byte (Unicode 15, table 3-7); 0: it is none.
private func utf8Length(_ bytes: RawSpan, at offset: Int) -> Int {
    let first = bytes.bigEndian8(offset)
    let length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
    guard length > 0, bytes.byteCount - offset >= length else { return 0 }
    let low: UInt8 = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80
    let high: UInt8 = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf
    guard (low...high).contains(bytes.bigEndian8(offset + 1)) else { return 0 }
    for index in 2..<max(length, 2) where bytes.bigEndian8(offset + index) & 0xc0 != 0x80 { return 0 }
    return length
}
