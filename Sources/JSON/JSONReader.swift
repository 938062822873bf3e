/// How much a reader accepts.
package struct JSONLimits: Hashable, Sendable {
    /// Bytes of text.
    package var bytes: Int
    /// Objects and arrays inside each other.
    package var depth: Int
    /// Values, members and elements together.
    package var values: Int

    package init(bytes: Int = 1 << 20, depth: Int = 32, values: Int = 100_000) {
        self.bytes = bytes
        self.depth = depth
        self.values = values
    }
}

extension JSONValue {
    /// Reads JSON as people write it: names may be unquoted, strings may have single quotes, a comma may follow the
    /// last member or element.
    package init(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        var reader = JSONReader(bytes: bytes, limits: limits)
        self = try reader.document()
    }

    /// As from the bytes of the text.
    package init(_ text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        try self.init(Array(text.utf8), limits: limits)
    }
}

/// A recursive descent over the bytes; the recursion is bounded by `limits.depth`.
struct JSONReader {
    let bytes: [UInt8]
    let limits: JSONLimits
    var position = 0
    private var depth = 0
    private var values = 0

    init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func document() throws(JSONError) -> JSONValue {
        guard bytes.count <= limits.bytes else { throw error(.tooLong(limit: limits.bytes), at: limits.bytes) }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
        let value = try self.value()
        skipSpace()
        guard position == bytes.count else { throw unexpected() }
        return value
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        skipSpace()
        values += 1
        guard values <= limits.values else { throw error(.tooManyValues(limit: limits.values)) }
        switch current {
        case nil: throw error(.missing("a value"))
        case UInt8(ascii: "{"): return .object(try nested { (reader) throws(JSONError) in try reader.members() })
        case UInt8(ascii: "["): return .array(try nested { (reader) throws(JSONError) in try reader.elements() })
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try quotedString())
        default: return try word()
        }
    }

    private mutating func nested<Result>(
        _ body: (inout JSONReader) throws(JSONError) -> Result
    ) throws(JSONError) -> Result {
        depth += 1
        guard depth <= limits.depth else { throw error(.tooDeep(limit: limits.depth)) }
        position += 1
        let result = try body(&self)
        position += 1
        depth -= 1
        return result
    }

    private mutating func members() throws(JSONError) -> [JSONMember] {
        var members: [JSONMember] = []
        while try !isAtEnd(UInt8(ascii: "}"), afterItem: !members.isEmpty) {
            let name = try memberName()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw error(.missing("':' after the name '\(name)'")) }
            position += 1
            skipSpace()
            let start = position
            members.append(JSONMember(name: name, value: try value(), position: start))
        }
        return members
    }

    private mutating func elements() throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        while try !isAtEnd(UInt8(ascii: "]"), afterItem: !elements.isEmpty) { elements.append(try value()) }
        return elements
    }

    /// Steps over the comma that must stand between items; true at the closing bracket, which stays.
    private mutating func isAtEnd(_ close: UInt8, afterItem: Bool) throws(JSONError) -> Bool {
        skipSpace()
        if afterItem, current != close {
            guard current == UInt8(ascii: ",") else {
                throw error(.missing("',' or '\(Unicode.Scalar(close))'"))
            }
            position += 1
            skipSpace()
        }
        guard current != nil else { throw error(.missing("'\(Unicode.Scalar(close))'")) }
        return current == close
    }

    private mutating func memberName() throws(JSONError) -> String {
        if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") { return try quotedString() }
        let name = bare()
        guard !name.isEmpty else { throw unexpected() }
        return name
    }

    /// `null`, `true`, `false` or a number.
    private mutating func word() throws(JSONError) -> JSONValue {
        let start = position
        let text = bare()
        switch text {
        case "": throw unexpected()
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            guard let number = decimalNumber(text) else { throw error(.badNumber(text), at: start) }
            return .number(number)
        }
    }

    /// Letters, digits and `_ $ . + -`.
    private mutating func bare() -> String {
        let start = position
        while let byte = current, isBare(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }
}

private func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"): true
    default: false
    }
}

/// A finite decimal number; not the hexadecimal, infinite and other forms that Swift reads as well.
private func decimalNumber(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }) else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
}
