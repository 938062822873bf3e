extension JSONReader {
    /// A string in the quotes that it begins with.
    mutating func quotedString() throws(JSONError) -> String {
        let start = position, quote = bytes[position]
        var text: [UInt8] = []
        position += 1
        while let byte = current, byte != quote {
            position += 1
            if byte == UInt8(ascii: "\\") { text.append(contentsOf: try escape().utf8) } else { text.append(byte) }
        }
        guard current == quote else { throw error(.missing("the closing quote of the string"), at: start) }
        position += 1
        guard let string = String(validating: text, as: UTF8.self) else { throw error(.notUTF8, at: start) }
        return string
    }

    private mutating func escape() throws(JSONError) -> String {
        guard let byte = current else { throw error(.badEscape) }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "u"): return String(try unicodeScalar())
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return String(Unicode.Scalar(byte))
        default: throw error(.badEscape, at: position - 2)
        }
    }

    /// `\uXXXX`, two of them for a character beyond U+FFFF; half of such a pair alone becomes U+FFFD.
    private mutating func unicodeScalar() throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), bytes[position...].starts(with: #"\u"#.utf8) else { return "\u{fffd}" }
        let afterFirst = position
        position += 2
        let second = try hexadecimal()
        guard UTF16.isTrailSurrogate(second) else {
            position = afterFirst
            return "\u{fffd}"
        }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt16 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw error(.badEscape) }
        position += 4
        return unit
    }
}

extension JSONReader {
    func unexpected() -> JSONError {
        guard let byte = current else { return error(.missing("more text")) }
        guard (0x21...0x7e).contains(byte) else { return error(.unexpected("byte \(byte)")) }
        return error(.unexpected("'\(Unicode.Scalar(byte))'"))
    }

    func error(_ reason: JSONError.Reason, at place: Int? = nil) -> JSONError {
        let place = min(place ?? position, bytes.count)
        let before = bytes[..<place]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        return JSONError(reason: reason, position: place, line: line, column: place - lineStart + 1)
    }
}
