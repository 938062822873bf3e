/// Why a flow definition was refused, and where.
package struct FlowSyntaxError: Error, Equatable, Sendable {
    /// The attribute of the definition that the position is in.
    package enum Part: String, Sendable { case keys, value, values, filter }

    /// What is wrong.
    package enum Problem: Equatable, Sendable {
        /// No key has this name.
        case unknownKey(String)
        /// No key function has this name.
        case unknownFunction(String)
        /// A key stands where a function should.
        case notAFunction(String)
        /// A function cannot have this for an argument.
        case badArgument(String, function: String)
        /// What is measured must be a number: the text, and what it is.
        case notNumeric(String, String)
        /// Something else should stand here; the text that does, empty at the end.
        case unexpected(String)
        /// The literal cannot be a value of the key.
        case badLiteral(String, key: String)
        /// A quotation mark without its partner.
        case unterminatedQuote
        /// The language knows the construct; this build does not.
        case unsupported(String)
        /// A limit is exceeded: what, and how many are allowed.
        case tooMany(String, limit: Int)
    }

    package var part: Part
    package var problem: Problem
    /// What would be right here.
    package var expected: String?
    /// The known name that is nearest to what was written.
    package var suggestion: String?
    /// The text that was parsed.
    package var text: String
    /// Where the fault is, in bytes of `text`, and how long it is.
    package var offset: Int
    package var length: Int

    init(_ part: Part, _ problem: Problem, in text: String, at range: Range<Int>, expected: String? = nil) {
        self.part = part
        self.problem = problem
        self.text = text
        self.offset = range.lowerBound
        self.length = range.count
        self.expected = expected
    }
}

extension FlowSyntaxError: CustomStringConvertible {
    /// One line: what is wrong and what to write instead.
    package var description: String {
        var line = "\(part.rawValue): \(message)"
        if let expected { line += "; expected \(expected)" }
        if let suggestion { line += "; did you mean \(suggestion)?" }
        return line
    }

    private var message: String {
        switch problem {
        case .unknownKey(let name): "unknown key \(name)"
        case .unknownFunction(let name): "unknown function \(name)"
        case .notAFunction(let name): "\(name) is a key, not a function"
        case .badArgument(let text, let function): "\(text) cannot be an argument of \(function)"
        case .notNumeric(let text, let type): "\(text) is \(type)"
        case .unexpected(let found): found.isEmpty ? "unexpected end" : "unexpected \(found)"
        case .badLiteral(let literal, let key): "\(literal) cannot be a value of \(key)"
        case .unterminatedQuote: "a quotation mark is not closed"
        case .unsupported(let what): "\(what) are not supported"
        case .tooMany(let what, let limit): "more than \(limit) \(what)"
        }
    }

    /// Three lines: the message, the text, and a caret below the fault.
    package var rendered: String {
        let before = String(decoding: text.utf8.prefix(offset), as: UTF8.self).count
        let marked = String(decoding: text.utf8.dropFirst(offset).prefix(length), as: UTF8.self).count
        let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        let caret = String(repeating: " ", count: before) + String(repeating: "^", count: max(marked, 1))
        return "\(description)\n  \(line)\n  \(caret)"
    }
}
