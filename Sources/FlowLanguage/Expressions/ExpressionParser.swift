import Spelling

/// Parses an expression: a key, or a function with what it is called with.
///
///     expression = key | function { ":" argument } | "[" expression "]"
///     argument   = expression | literal
///
/// An argument that is a function with arguments stands in brackets. A `\` takes the meaning of a delimiter from the
/// character behind it.
struct ExpressionParser {
    /// Functions within functions.
    static let depthLimit = 16
    /// Functions of the keys, of the filter or of the values of a definition.
    static let sizeLimit = 256

    private let source: ExpressionText
    /// Functions so far.
    private(set) var size: Int
    private var depth = 0

    init(_ source: ExpressionText, size: Int) {
        self.source = source
        self.size = size
    }

    /// The expression that stands in `range`.
    mutating func parse(_ range: Range<Int>) throws(FlowSyntaxError) -> FlowExpression {
        depth += 1
        defer { depth -= 1 }
        let range = trim(range)
        guard depth <= Self.depthLimit else {
            throw source.error(.tooMany("functions within functions", limit: Self.depthLimit), at: range)
        }
        if let inner = try inBrackets(range) { return try parse(inner) }
        let parts = try split(range)
        return parts.count == 1 ? try key(range) : try call(parts, range)
    }

    private func key(_ range: Range<Int>) throws(FlowSyntaxError) -> FlowExpression {
        let name = literal(range)
        if let key = FlowKey.named(name) { return .key(key, range) }
        guard !name.isEmpty else { throw source.error(.unexpected(""), at: range, expected: "a flow key") }
        if let function = FlowFunction.named(name) {
            throw source.error(.unexpected(name), at: range, expected: function.signature)
        }
        var error = source.error(.unknownKey(name), at: range)
        error.suggestion = nearestName(to: name, among: FlowKey.all.map(\.name) + FlowFunction.all.map(\.name))
        throw error
    }

    private mutating func call(
        _ parts: [Range<Int>],
        _ range: Range<Int>
    ) throws(FlowSyntaxError) -> FlowExpression {
        size += 1
        guard size <= Self.sizeLimit else {
            throw source.error(.tooMany("functions", limit: Self.sizeLimit), at: range)
        }
        let nameRange = trim(parts[0]), name = literal(nameRange)
        guard let function = FlowFunction.named(name, isOurs: source.isOurs) else {
            throw unknownFunction(name, nameRange)
        }
        let given = parts.dropFirst()
        let parameters = function.parameters(for: given.count)
        guard let parameters else {
            let atEnd = given.count < function.parameters.count
            let place = atEnd ? range.upperBound..<range.upperBound : given.last ?? range
            let found = atEnd ? "" : source.text(place)
            throw source.error(.unexpected(found), at: place, expected: function.signature)
        }
        var arguments: [FlowExpression.Argument] = []
        for (parameter, place) in zip(parameters, given) {
            arguments.append(
                parameter.isExpression ? .expression(try parse(place)) : .literal(literal(try unwrap(place)), place)
            )
        }
        return .call(function, arguments, range)
    }

    private func unknownFunction(_ name: String, _ range: Range<Int>) -> FlowSyntaxError {
        if FlowKey.named(name) != nil { return source.error(.notAFunction(name), at: range) }
        var error = source.error(.unknownFunction(name), at: range)
        error.suggestion = nearestName(to: name, among: FlowFunction.all.map(\.name))
        return error
    }
}

// MARK: Delimiters

extension ExpressionParser {
    /// The parts between the colons that stand in no brackets.
    private func split(_ range: Range<Int>) throws(FlowSyntaxError) -> [Range<Int>] {
        var parts: [Range<Int>] = [], start = range.lowerBound, place = start
        while place < range.upperBound {
            switch source.bytes[place] {
            case UInt8(ascii: "["): place = try closing(place, range.upperBound)
            case UInt8(ascii: "]"): throw source.error(.unexpected("]"), at: place..<place + 1)
            case UInt8(ascii: ":"):
                parts.append(start..<place)
                start = place + 1
            case UInt8(ascii: "\\"): place += 1
            default: break
            }
            place += 1
        }
        return parts + [start..<range.upperBound]
    }

    /// Where the bracket that opens at `start` is closed.
    private func closing(_ start: Int, _ end: Int) throws(FlowSyntaxError) -> Int {
        var place = start, open = 0
        while place < end {
            switch source.bytes[place] {
            case UInt8(ascii: "["): open += 1
            case UInt8(ascii: "]"): open -= 1
            case UInt8(ascii: "\\"): place += 1
            default: break
            }
            if open == 0 { return place }
            place += 1
        }
        throw source.error(.unexpected("["), at: start..<start + 1, expected: "its ]")
    }

    /// What stands in the brackets, where all of it does.
    private func inBrackets(_ range: Range<Int>) throws(FlowSyntaxError) -> Range<Int>? {
        guard !range.isEmpty, source.bytes[range.lowerBound] == UInt8(ascii: "[") else { return nil }
        let end = try closing(range.lowerBound, range.upperBound)
        return end == range.upperBound - 1 ? range.lowerBound + 1..<end : nil
    }

    /// A literal without the brackets that it may stand in.
    private func unwrap(_ range: Range<Int>) throws(FlowSyntaxError) -> Range<Int> { try inBrackets(range) ?? range }

    /// The text, without the `\` before delimiters.
    private func literal(_ range: Range<Int>) -> String {
        var text: [UInt8] = [], place = range.lowerBound
        while place < range.upperBound {
            if source.bytes[place] == UInt8(ascii: "\\"), place + 1 < range.upperBound { place += 1 }
            text.append(source.bytes[place])
            place += 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func trim(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, FlowScanner.isSpace(source.bytes[start]) { start += 1 }
        while start < end, FlowScanner.isSpace(source.bytes[end - 1]) { end -= 1 }
        return start..<end
    }
}
