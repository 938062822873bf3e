import Spelling

/// A query parameter of a route: what it is for and which values it takes. A request with another is refused before the
/// route sees it.
package struct RouteParameter: Sendable {
    package enum Kind: Sendable {
        case text
        /// Without a default the analyzer's state has one.
        case integer(ClosedRange<Int>, default: Int?)
        case number(ClosedRange<Double>, default: Double)
        /// One of some words, in upper or lower case.
        case choice([String])
    }

    package var name: String
    package var kind: Kind
    package var summary: String
    /// Whether it may be there more than once.
    package var isRepeated = false
    package var isRequired = false

    init(_ name: String, _ summary: String) { self.init(name, .text, summary) }

    init(_ name: String, _ kind: Kind, _ summary: String) {
        self.name = name
        self.kind = kind
        self.summary = summary
    }

    /// The same, which may be there more than once.
    var repeated: RouteParameter {
        var parameter = self
        parameter.isRepeated = true
        return parameter
    }

    /// The same, without which there is no answer.
    var required: RouteParameter {
        var parameter = self
        parameter.isRequired = true
        return parameter
    }
}

extension RouteParameter {
    /// Refuses what is not of its kind. Whether it is there is for the route to say.
    func check(_ query: QueryParameters) throws(APIProblem) {
        guard let text = query.first(name) else { return }
        switch kind {
        case .text: return
        case .integer(let range, _):
            guard Int(text).map(range.contains) == true else { throw mismatch("a whole number", range) }
        case .number(let range, _):
            guard Double(text).map(range.contains) == true else { throw mismatch("a number", range) }
        case .choice(let words):
            guard word(text) == nil else { return }
            var problem = APIProblem.badRequest(
                "\(name) is one of \(words.joined(separator: ", ")), not '\(text.prefix(100))'",
                attribute: name
            )
            problem.suggestions = nearestNames(to: text, among: words)
            throw problem
        }
    }

    /// The word of a choice as it is declared.
    fileprivate func word(_ text: String) -> String? {
        guard case .choice(let words) = kind else { return nil }
        return words.first { $0.lowercased() == text.lowercased() }
    }

    private func mismatch<Bound>(_ what: String, _ range: ClosedRange<Bound>) -> APIProblem {
        .badRequest("\(name) is to be \(what) from \(range.lowerBound) to \(range.upperBound)", attribute: name)
    }
}

/// What the parameters say that the route declares, which have been checked.
extension APIRequest {
    /// A whole number; without it the declared default, or this one.
    func integer(_ name: String, default value: Int = 0) -> Int {
        guard case .integer(_, let declared)? = declared[name]?.kind else { return value }
        return query.first(name).flatMap { Int($0) } ?? declared ?? value
    }

    /// A number; without it the declared default.
    func number(_ name: String) -> Double {
        guard case .number(_, let value)? = declared[name]?.kind else { return 0 }
        return query.first(name).flatMap { Double($0) } ?? value
    }

    /// One of the words of a choice.
    func choice<Value: RawRepresentable<String>>(_ name: String, as type: Value.Type = Value.self) -> Value? {
        guard let text = query.first(name) else { return nil }
        return declared[name]?.word(text).flatMap { Value(rawValue: $0) }
    }
}
