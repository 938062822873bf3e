/// An expression as it is written: a key, or a function with arguments.
indirect enum FlowExpression: Sendable {
    case key(FlowKeyReference, Range<Int>)
    case call(FlowFunction, [Argument], Range<Int>)

    enum Argument: Sendable {
        case expression(FlowExpression)
        case literal(String, Range<Int>)
    }

    /// Where it is written, in bytes of the text.
    var range: Range<Int> {
        switch self {
        case .key(_, let range), .call(_, _, let range): range
        }
    }
}

/// The text that an expression is part of, for messages.
struct ExpressionText: Sendable {
    let part: FlowSyntaxError.Part
    let text: String
    let bytes: [UInt8]
    /// It is what one of our own keys is derived by.
    var isOurs = false

    init(_ text: String, part: FlowSyntaxError.Part, isOurs: Bool = false) {
        self.part = part
        self.text = text
        self.isOurs = isOurs
        bytes = Array(text.utf8)
    }

    func error(
        _ problem: FlowSyntaxError.Problem,
        at range: Range<Int>,
        expected: String? = nil
    ) -> FlowSyntaxError {
        FlowSyntaxError(part, problem, in: text, at: range, expected: expected)
    }

    /// What is written there.
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
