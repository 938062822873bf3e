import Spelling

/// Splits the text of keys and filters into tokens, each with its place.
struct FlowScanner {
    enum Token: Equatable {
        case open, close, and, or, comma, equal, notEqual, match, notMatch
        /// A name or literal without its quotation marks.
        case word(String)
        case end
    }

    /// Longer texts are refused.
    static let lengthLimit = 16_384

    let text: String
    let part: FlowSyntaxError.Part
    private let bytes: [UInt8]
    private var position = 0
    private var ahead: (token: Token, range: Range<Int>)?
    /// The place of the token taken last.
    private(set) var range = 0..<0

    init(_ text: String, part: FlowSyntaxError.Part) {
        self.text = text
        self.part = part
        self.bytes = Array(text.utf8)
    }

    /// The next token, which stays.
    mutating func peek() throws(FlowSyntaxError) -> Token {
        if let ahead { return ahead.token }
        let next = try scan()
        ahead = next
        return next.token
    }

    /// Takes the next token.
    mutating func next() throws(FlowSyntaxError) -> Token {
        let token = try peek()
        range = ahead?.range ?? range
        ahead = nil
        return token
    }

    /// Takes the next token if it is this one.
    mutating func take(_ token: Token) throws(FlowSyntaxError) -> Bool {
        guard try peek() == token else { return false }
        _ = try next()
        return true
    }
}

// MARK: Errors

extension FlowScanner {
    /// An error at the token taken last.
    func error(_ problem: FlowSyntaxError.Problem, expected: String? = nil) -> FlowSyntaxError {
        FlowSyntaxError(part, problem, in: text, at: range, expected: expected)
    }

    /// An error at the next token, because it is not what is expected.
    mutating func unexpected(expected: String) throws(FlowSyntaxError) -> FlowSyntaxError {
        _ = try next()
        let found = String(decoding: bytes[range], as: UTF8.self)
        return error(.unexpected(found), expected: expected)
    }

    /// Takes the name of a key.
    mutating func key() throws(FlowSyntaxError) -> FlowKeyReference {
        guard case .word(let name) = try peek() else { throw try unexpected(expected: "a flow key") }
        _ = try next()
        if let key = FlowKey.named(name) { return key }
        if name.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "[") }) {
            throw error(.unsupported("key functions"), expected: "a flow key")
        }
        var unknown = error(.unknownKey(name))
        unknown.suggestion = nearestName(to: name, among: FlowKey.all.map(\.name))
        throw unknown
    }
}

// MARK: Tokens

extension FlowScanner {
    private mutating func scan() throws(FlowSyntaxError) -> (token: Token, range: Range<Int>) {
        guard bytes.count <= Self.lengthLimit else {
            throw FlowSyntaxError(part, .tooMany("bytes", limit: Self.lengthLimit), in: "", at: 0..<0)
        }
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
        let start = position
        guard start < bytes.count else { return (.end, start..<start) }
        let token = try quoted() ?? symbol() ?? word()
        return (token, start..<position)
    }

    private mutating func symbol() -> Token? {
        let isDouble = bytes[position] == UInt8(ascii: "!") && position + 1 < bytes.count
        let token: Token? =
            switch bytes[isDouble ? position + 1 : position] {
            case UInt8(ascii: "="): isDouble ? .notEqual : .equal
            case UInt8(ascii: "~"): isDouble ? .notMatch : .match
            case UInt8(ascii: "(") where !isDouble: .open
            case UInt8(ascii: ")") where !isDouble: .close
            case UInt8(ascii: "&") where !isDouble: .and
            case UInt8(ascii: "|") where !isDouble: .or
            case UInt8(ascii: ",") where !isDouble: .comma
            default: nil
            }
        if token != nil { position += isDouble ? 2 : 1 }
        return token
    }

    private mutating func quoted() throws(FlowSyntaxError) -> Token? {
        let quote = bytes[position], start = position
        guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
        var content: [UInt8] = []
        position += 1
        while position < bytes.count, bytes[position] != quote {
            if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count { position += 1 }
            content.append(bytes[position])
            position += 1
        }
        guard position < bytes.count else {
            throw FlowSyntaxError(part, .unterminatedQuote, in: text, at: start..<bytes.count)
        }
        position += 1
        return .word(String(decoding: content, as: UTF8.self))
    }

    private mutating func word() -> Token {
        let start = position
        position += 1
        while position < bytes.count, !Self.endsWord(bytes[position]) { position += 1 }
        return .word(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    private static func endsWord(_ byte: UInt8) -> Bool {
        isSpace(byte) || "()&|=!~,'\"".utf8.contains(byte)
    }
}
