/// Parses a filter.
///
///     expression = term { "|" term }
///     term       = factor { "&" factor }
///     factor     = "(" expression ")" | operand ( "=" | "!=" ) literal { "," literal }
///                | operand ( "~" | "!~" ) pattern { "," pattern }
///     operand    = what ExpressionParser parses
struct FilterParser {
    /// Parentheses within parentheses.
    static let depthLimit = 64
    /// Comparisons with their literals.
    static let sizeLimit = 1024
    /// Comparisons with patterns.
    static let patternLimit = 64

    private var scanner: FlowScanner
    private var depth = 0
    private var size = 0
    private var patternCount = 0
    /// Steps of the patterns of all comparisons.
    private var steps = 0

    /// The filter that the text is; `nil` where it is empty.
    static func parse(_ text: String) throws(FlowSyntaxError) -> FilterExpression? {
        var parser = FilterParser(scanner: FlowScanner(text, part: .filter))
        guard try parser.scanner.peek() != .end else { return nil }
        let expression = try parser.expression()
        guard try parser.scanner.peek() == .end else {
            throw try parser.scanner.unexpected(expected: "& or | or the end")
        }
        return expression
    }

    private init(scanner: FlowScanner) { self.scanner = scanner }

    private mutating func expression() throws(FlowSyntaxError) -> FilterExpression {
        var terms = [try term()]
        while try scanner.take(.or) { terms.append(try term()) }
        return terms.count == 1 ? terms[0] : .any(terms)
    }

    private mutating func term() throws(FlowSyntaxError) -> FilterExpression {
        var factors = [try factor()]
        while try scanner.take(.and) { factors.append(try factor()) }
        return factors.count == 1 ? factors[0] : .all(factors)
    }

    private mutating func factor() throws(FlowSyntaxError) -> FilterExpression {
        guard try scanner.take(.open) else { return .compare(try comparison()) }
        depth += 1
        guard depth <= Self.depthLimit else { throw scanner.error(.tooMany("parentheses", limit: Self.depthLimit)) }
        let inner = try expression()
        guard try scanner.take(.close) else { throw try scanner.unexpected(expected: ") or & or |") }
        depth -= 1
        return inner
    }

    private mutating func comparison() throws(FlowSyntaxError) -> FilterComparison {
        let operand = try scanner.expression()
        let comparator = try scanner.peek()
        var comparison = FilterComparison(
            operand: operand,
            isNegated: comparator == .notEqual || comparator == .notMatch
        )
        switch comparator {
        case .equal, .notEqual:
            _ = try scanner.next()
            repeat { try literal(&comparison) } while try scanner.take(.comma)
        case .match, .notMatch:
            _ = try scanner.next()
            try patterns(&comparison)
        default: throw try scanner.unexpected(expected: "= != ~ or !~")
        }
        return comparison
    }
}

// MARK: Values

extension FilterParser {
    private mutating func literal(_ comparison: inout FilterComparison) throws(FlowSyntaxError) {
        guard case .word(let text) = try scanner.peek() else { throw try scanner.unexpected(expected: "a value") }
        _ = try scanner.next()
        try count()
        guard comparison.values.insert(text, of: comparison.operand.type) else {
            throw badLiteral(text, comparison.operand)
        }
    }

    private mutating func count() throws(FlowSyntaxError) {
        size += 1
        guard size <= Self.sizeLimit else { throw scanner.error(.tooMany("values", limit: Self.sizeLimit)) }
    }

    private func badLiteral(_ text: String, _ operand: TypedExpression) -> FlowSyntaxError {
        let name = String(decoding: scanner.bytes[operand.range], as: UTF8.self)
        return scanner.error(.badLiteral(text, key: name), expected: operand.type.name)
    }
}

// MARK: Patterns

extension FilterParser {
    private mutating func patterns(_ comparison: inout FilterComparison) throws(FlowSyntaxError) {
        var builder = PatternBuilder(limit: PatternProgram.stepLimit - steps)
        repeat {
            let (text, start) = try scanner.pattern()
            try count()
            if text == "null" {
                _ = comparison.values.insert(text, of: comparison.operand.type)
            } else {
                try add(text, at: start, to: &builder)
            }
        } while try scanner.take(.comma)
        guard !builder.entries.isEmpty else { return }
        patternCount += 1
        guard patternCount <= Self.patternLimit else {
            throw scanner.error(.tooMany("comparisons with patterns", limit: Self.patternLimit))
        }
        steps += builder.steps.count
        comparison.pattern = PatternProgram(builder)
    }

    private func add(_ text: String, at start: Int, to builder: inout PatternBuilder) throws(FlowSyntaxError) {
        let node: PatternNode
        do {
            node = try PatternParser.parse(text)
        } catch {
            throw scanner.error(error, of: start)
        }
        do {
            try builder.add(node)
        } catch {
            let what = "characters in the patterns of a filter, with what * + ? | and {n,m} add"
            throw scanner.error(.tooMany(what, limit: PatternProgram.stepLimit))
        }
    }
}
