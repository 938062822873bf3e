/// Reads the text of a configuration file: `key = value`, `key { … }`, `#` comments. It never stops at a mistake.
struct ConfigurationParser {
    private let file: String
    private var tokens: ConfigurationTokens
    private(set) var problems: [ConfigurationProblem] = []
    /// How deep objects may nest; the language itself needs two.
    private static let maximumDepth = 8

    private init(file: String, text: String) {
        self.file = file
        self.tokens = ConfigurationTokens(text)
    }

    /// The statements of `text` and what could not be read as one.
    static func parse(_ text: String, file: String) -> ([ConfigurationStatement], [ConfigurationProblem]) {
        var parser = ConfigurationParser(file: file, text: text)
        let statements = parser.statements(depth: 0)
        return (statements, parser.problems)
    }

    private mutating func statements(depth: Int) -> [ConfigurationStatement] {
        var result: [ConfigurationStatement] = []
        while let token = tokens.next() {
            switch token.kind {
            case .close where depth > 0: return result
            case .word(let key): if let statement = statement(key, token.line, depth) { result.append(statement) }
            default: complain(token.line, "", "'\(token.text)' stands where a key is expected")
            }
        }
        if depth > 0 { complain(tokens.lastLine, "", "a '}' is missing at the end") }
        return result
    }

    private mutating func statement(_ key: String, _ line: Int, _ depth: Int) -> ConfigurationStatement? {
        let origin = ConfigurationOrigin.file(file, line: line)
        switch tokens.peek()?.kind {
        case .open:
            _ = tokens.next()
            guard depth < Self.maximumDepth else {
                complain(line, key, "is nested too deeply")
                return nil
            }
            return ConfigurationStatement(key, .object(statements(depth: depth + 1)), at: origin)
        case .equals:
            _ = tokens.next()
            guard let value = tokens.nextValue() else {
                complain(line, key, "has no value after '='")
                return nil
            }
            return ConfigurationStatement(key, .text(value), at: origin)
        default:
            complain(line, key, "is followed by neither '=' nor '{'")
            return nil
        }
    }

    private mutating func complain(_ line: Int, _ key: String, _ message: String) {
        problems.append(ConfigurationProblem(.error, at: .file(file, line: line), key: key, message))
    }
}
