/// Parses the `keys` of a definition: names with commas between them.
enum KeyListParser {
    /// Keys that a definition may have.
    static let limit = 32

    static func parse(_ text: String) throws(FlowSyntaxError) -> [FlowKeyReference] {
        var scanner = FlowScanner(text, part: .keys)
        guard try scanner.peek() != .end else { return [] }
        var keys: [FlowKeyReference] = []
        while true {
            keys.append(try scanner.key())
            guard try scanner.peek() != .end else { return keys }
            guard try scanner.take(.comma) else { throw try scanner.unexpected(expected: "a comma between keys") }
            guard keys.count < limit else { throw scanner.error(.tooMany("keys", limit: limit)) }
        }
    }
}
