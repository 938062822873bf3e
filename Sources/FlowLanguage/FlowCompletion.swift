/// A name that what was written so far may be meant to become.
package struct FlowCompletion: Sendable {
    package enum Kind: String, Sendable { case key, function }

    package let name: String
    package let kind: Kind
    /// What was written with its last word completed; a function is followed by its colon.
    package let text: String
    /// What a value is, of a key.
    package var type: String?
    package let doc: String
    /// How a function is called, and an expression with it.
    package var signature: String?
    package var example: String?
}

extension FlowCompletion {
    /// Completions at most.
    package static let limit = 100

    /// What the last word of an expression, or of a list or filter, may be: first names that begin with it, then those that
    /// have it somewhere.
    package static func of(_ text: String) -> [FlowCompletion] {
        let head = text[..<(text.lastIndex { ":[,&|(=~ ".contains($0) }.map(text.index(after:)) ?? text.startIndex)]
        let word = text[head.endIndex...]
        let all =
            FlowKey.all.flatMap { completions(of: $0, word, head) } + FlowFunction.all.map { completion($0, head) }
        let beginning = all.filter { $0.name.hasPrefix(word) }
        let having = all.filter { !$0.name.hasPrefix(word) && $0.name.contains(word) }
        return Array((beginning + having).prefix(limit))
    }

    /// The key, and the same of inner headers where the word is the whole name or goes beyond it.
    private static func completions(of key: FlowKey, _ word: Substring, _ head: Substring) -> [FlowCompletion] {
        var names = [key.name]
        if key.repeats, word.hasPrefix(key.name) { names += (1...3).map { "\(key.name).\($0)" } }
        return names.map {
            FlowCompletion(name: $0, kind: .key, text: head + $0, type: key.type.name, doc: key.doc)
        }
    }

    private static func completion(_ function: FlowFunction, _ head: Substring) -> FlowCompletion {
        FlowCompletion(
            name: function.name,
            kind: .function,
            text: "\(head)\(function.name):",
            doc: function.doc,
            signature: function.signature,
            example: function.example
        )
    }
}
