/// Parses the `keys` of a definition, and its `values`: expressions with commas between them.
enum KeyListParser {
    /// Keys that a definition may have.
    static let limit = 32

    static func parse(_ text: String) throws(FlowSyntaxError) -> [TypedExpression] {
        var scanner = FlowScanner(text, part: .keys)
        guard try scanner.peek() != .end else { return [] }
        var keys: [TypedExpression] = []
        while true {
            keys.append(try scanner.expression())
            guard try scanner.peek() != .end else { return keys }
            guard try scanner.take(.comma) else { throw try scanner.unexpected(expected: "a comma between keys") }
            guard keys.count < limit else { throw scanner.error(.tooMany("keys", limit: limit)) }
        }
    }
}
