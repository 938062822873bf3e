/// A value that has a JSON form.
package protocol JSONWritable {
    /// Writes exactly one value.
    func write(to writer: inout JSONWriter)
}

extension String: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.quoted { bytes in
            if unsafe utf8.withContiguousStorageIfAvailable({ unsafe appendEscaped($0, to: &bytes) }) == nil {
                appendEscaped(utf8, to: &bytes)
            }
        }
    }
}

extension JSONWriter {
    /// A string from bytes of the network: what is not UTF-8 becomes U+FFFD.
    package mutating func value(repairing utf8: some Collection<UInt8>) {
        value(String(decoding: utf8, as: UTF8.self))
    }
}

extension Bool: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.token((self ? "true" : "false").utf8) }
}

extension FixedWidthInteger {
    package func write(to writer: inout JSONWriter) { writer.token(String(self).utf8) }
}

extension Int: JSONWritable {}
extension Int32: JSONWritable {}
extension Int64: JSONWritable {}
extension UInt8: JSONWritable {}
extension UInt16: JSONWritable {}
extension UInt32: JSONWritable {}
extension UInt64: JSONWritable {}

extension Double: JSONWritable {
    /// The shortest text that reads back as the same number, whole numbers without a fraction; what JSON has no
    /// number for (infinity, not a number) is `null`.
    package func write(to writer: inout JSONWriter) {
        guard isFinite else { return writer.null() }
        writeShortest(description, to: &writer)
    }
}

extension Float: JSONWritable {
    /// As `Double`, with no more digits than a `Float` has.
    package func write(to writer: inout JSONWriter) {
        guard isFinite else { return writer.null() }
        writeShortest(description, to: &writer)
    }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        if let self { writer.value(self) } else { writer.null() }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.array { for element in self { $0.value(element) } }
    }
}

private func writeShortest(_ text: String, to writer: inout JSONWriter) {
    if text == "-0.0" { return writer.token("0".utf8) }
    writer.token(text.hasSuffix(".0") ? text.dropLast(2).utf8 : text[...].utf8)
}

/// RFC 8259 §7: quotation mark, reverse solidus and control characters are escaped, nothing else is.
private func appendEscaped(_ utf8: some Collection<UInt8>, to bytes: inout [UInt8]) {
    var plain = utf8.startIndex
    for index in utf8.indices where needsEscape(utf8[index]) {
        bytes.append(contentsOf: utf8[plain..<index])
        appendEscape(utf8[index], to: &bytes)
        plain = utf8.index(after: index)
    }
    bytes.append(contentsOf: utf8[plain...])
}

private func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
}

private func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
    case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
    case UInt8(ascii: "\r"): bytes.append(contentsOf: #"\r"#.utf8)
    case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
    default:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: #"\u00"#.utf8)
        bytes.append(contentsOf: [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
}
