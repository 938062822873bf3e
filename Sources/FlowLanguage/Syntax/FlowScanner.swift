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
    let bytes: [UInt8]
    /// Where the next token begins, or space before it.
    var position = 0
    private var ahead: (token: Token, range: Range<Int>)?
    /// The place of the token taken last.
    var range = 0..<0
    /// Keys and functions that were parsed.
    private var expressionSize = 0

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

    /// An error within a pattern that begins at byte `start`.
    func error(_ fault: PatternFault, of start: Int) -> FlowSyntaxError {
        let range = start + fault.range.lowerBound..<start + fault.range.upperBound
        return FlowSyntaxError(part, fault.problem, in: text, at: range, expected: fault.expected)
    }

    /// An error at the next token, because it is not what is expected.
    mutating func unexpected(expected: String) throws(FlowSyntaxError) -> FlowSyntaxError {
        _ = try next()
        let found = String(decoding: bytes[range], as: UTF8.self)
        return error(.unexpected(found), expected: expected)
    }
}

// MARK: Expressions

extension FlowScanner {
    /// Takes an expression: between quotation marks all of it, without them up to where a word would end, but not within
    /// its own brackets.
    mutating func expression() throws(FlowSyntaxError) -> TypedExpression {
        rewind()
        skipSpace()
        let quotation = try quotation(), content = quotation ?? bareExpression()
        guard quotation != nil || !content.isEmpty else { throw try unexpected(expected: "a flow key") }
        range = content
        position = quotation == nil ? content.upperBound : content.upperBound + 1
        let source = ExpressionText(text, part: part)
        var parser = ExpressionParser(source, size: expressionSize)
        let expression = try parser.parse(content)
        expressionSize = parser.size
        return try expression.typed(source)
    }

    /// Puts back a token that was peeked at.
    mutating func rewind() {
        if let ahead { position = ahead.range.lowerBound }
        ahead = nil
    }

    private func bareExpression() -> Range<Int> {
        var end = position, open = 0
        while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "\\"): end += 1
            case UInt8(ascii: "["): open += 1
            case UInt8(ascii: "]"): open -= 1
            default: if open <= 0, Self.endsWord(bytes[end]) { return position..<end }
            }
            end += 1
        }
        return position..<min(end, bytes.count)
    }
}

// MARK: Tokens

extension FlowScanner {
    private mutating func scan() throws(FlowSyntaxError) -> (token: Token, range: Range<Int>) {
        guard bytes.count <= Self.lengthLimit else {
            throw FlowSyntaxError(part, .tooMany("bytes", limit: Self.lengthLimit), in: "", at: 0..<0)
        }
        skipSpace()
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

    mutating func skipSpace() {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    private mutating func quoted() throws(FlowSyntaxError) -> Token? {
        guard let content = try quotation() else { return nil }
        position = content.upperBound + 1
        // A \ stands before marks that are of the text.
        var text: [UInt8] = [], place = content.lowerBound
        while place < content.upperBound {
            if bytes[place] == UInt8(ascii: "\\") { place += 1 }
            text.append(bytes[place])
            place += 1
        }
        return .word(String(decoding: text, as: UTF8.self))
    }

    /// What stands between the quotation marks that begin here; `nil` where none does.
    func quotation() throws(FlowSyntaxError) -> Range<Int>? {
        guard position < bytes.count, "'\"".utf8.contains(bytes[position]) else { return nil }
        var end = position + 1
        while end < bytes.count, bytes[end] != bytes[position] { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
        guard end < bytes.count else {
            throw FlowSyntaxError(part, .unterminatedQuote, in: text, at: position..<bytes.count)
        }
        return position + 1..<end
    }

    private mutating func word() -> Token {
        let start = position
        position += 1
        while position < bytes.count, !Self.endsWord(bytes[position]) { position += 1 }
        return .word(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    static func endsWord(_ byte: UInt8) -> Bool {
        isSpace(byte) || "()&|=!~,'\"".utf8.contains(byte)
    }
}
