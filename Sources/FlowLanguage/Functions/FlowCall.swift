import NetTypes

/// A function with its arguments, which it checks.
struct FlowCall {
    enum Argument {
        case expression(TypedExpression)
        case literal(String, Range<Int>)
    }

    let function: FlowFunction
    let arguments: [Argument]
    let range: Range<Int>
    let source: ExpressionText

    /// An argument that is a key or function: its place says that it is one.
    func expression(_ place: Int) -> TypedExpression {
        guard case .expression(let expression) = arguments[place] else {
            preconditionFailure("\(function.name) has no expression at \(place)")
        }
        return expression
    }

    /// The same, which must have only types of one kind.
    func expression(
        _ place: Int,
        _ expected: String,
        _ isWanted: (KeyType) -> Bool
    ) throws(FlowSyntaxError) -> TypedExpression {
        let expression = expression(place)
        guard expression.type.hasOnly(isWanted) else {
            throw badArgument(expression.range, expected: "\(expected), not \(expression.type.name)")
        }
        return expression
    }

    /// The expressions from a place on.
    func expressions(from place: Int) -> [TypedExpression] { (place..<arguments.count).map { expression($0) } }

    /// An argument that is a literal; `nil` where it was left out.
    func text(_ place: Int) -> String? {
        guard place < arguments.count, case .literal(let text, _) = arguments[place] else { return nil }
        return text
    }

    func texts(from place: Int) -> [String] { (place..<arguments.count).compactMap { text($0) } }

    /// What separates the parts of a text.
    func delimiter(_ place: Int) throws(FlowSyntaxError) -> String {
        guard let text = text(place), !text.isEmpty else {
            throw badArgument(range(place), expected: "a delimiter")
        }
        return text
    }

    /// A literal that is a whole number, also in hex.
    func number(_ place: Int, in range: ClosedRange<UInt64>) throws(FlowSyntaxError) -> UInt64 {
        guard let text = text(place), let number = Self.number(text), range.contains(number) else {
            let bounds = range.upperBound == .max ? "" : " from \(range.lowerBound) to \(range.upperBound)"
            throw badArgument(self.range(place), expected: "a number\(bounds)")
        }
        return number
    }

    private static func number(_ text: String) -> UInt64? {
        let isHex = text.hasPrefix("0x"), digits = isHex ? text.dropFirst(2) : text[...]
        guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
        return UInt64(digits, radix: isHex ? 16 : 10)
    }

    /// A literal that is one of several words; the first where it was left out.
    func choice<Value>(_ place: Int, _ words: [(String, Value)]) throws(FlowSyntaxError) -> Value {
        guard let text = text(place) else { return words[0].1 }
        guard let chosen = words.first(where: { $0.0 == text }) else {
            throw badArgument(range(place), expected: words.map(\.0).joined(separator: ", "))
        }
        return chosen.1
    }

    func badArgument(_ place: Range<Int>, expected: String) -> FlowSyntaxError {
        source.error(.badArgument(source.text(place), function: function.name), at: place, expected: expected)
    }

    /// Where an argument is written.
    func range(_ place: Int) -> Range<Int> {
        guard place < arguments.count else { return range }
        switch arguments[place] {
        case .expression(let expression): return expression.range
        case .literal(_, let range): return range
        }
    }
}

// MARK: Values

extension FlowCall {
    /// A text made of the texts of arguments; `nil`: there is none.
    func text(
        of inputs: [TypedExpression],
        _ body: @escaping @Sendable ([String]) -> String?
    ) -> TypedExpression {
        call(.text(body), inputs, .text)
    }

    /// A number made of them.
    func number(
        of inputs: [TypedExpression],
        _ type: KeyType,
        _ body: @escaping @Sendable ([String]) -> UInt64?
    ) -> TypedExpression {
        call(.number(body), inputs, type)
    }

    /// The first answer to questions about the value of an argument.
    /// - Parameter usesAgent: the questions are about the agent that saw the packet as well.
    func lookup(
        _ input: TypedExpression,
        usesAgent: Bool = false,
        _ body: @escaping @Sendable (FlowOperand, _ agent: IPAddress) -> [Lookup]
    ) -> TypedExpression {
        call(.lookup(body), [input], .text, usesAgent: usesAgent)
    }

    private func call(
        _ answer: FlowOperation.Answer,
        _ inputs: [TypedExpression],
        _ type: KeyType,
        usesAgent: Bool = false
    ) -> TypedExpression {
        let literals = texts(from: 0)
        let operation = FlowOperation(
            identity: .init(function: function.name, literals: literals, inputs: inputs.map(\.type)),
            answer: answer,
            usesAgent: usesAgent
        )
        return TypedExpression(.call(operation, inputs.map(\.node)), type)
    }
}
