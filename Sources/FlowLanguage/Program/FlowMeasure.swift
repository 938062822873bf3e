/// What is made of the values of a flow's packets.
package enum ValueAggregate: String, CaseIterable, Sendable {
    /// Their sum, times the sampling rate, per second.
    case rate
    /// Of the values of the sampled packets: their mean, the least, the greatest.
    case avg, min, max
    /// How many different values there are.
    case count
}

/// What a definition measures of each flow: its value, or one of its further values.
package struct FlowMeasure: Sendable {
    /// Measures that a definition may have.
    static let limit = 16

    enum Source: Sendable {
        /// `frameLength` as the agent reports it: the packet on the wire, with its frame check sequence and with what
        /// was stripped before sampling.
        case bytes
        /// 1 for each packet.
        case frames
        /// - Parameter textTag: the tag of values that are texts.
        case computed(CodeRange, textTag: Int8)
    }

    /// As the definition has it: `avg:bytes`.
    package let name: String
    package let aggregate: ValueAggregate
    let source: Source
}

/// A measure as it was parsed.
struct MeasureExpression {
    let name: String
    let aggregate: ValueAggregate
    let operand: TypedExpression

    /// The measure; what it is computed by is added to the code.
    func measure(_ builder: inout CodeBuilder) -> FlowMeasure {
        let source: FlowMeasure.Source =
            switch operand.key?.name {
            case "bytes": .bytes
            case "frames": .frames
            default: .computed(builder.add(operand.node), textTag: operand.type.textTag)
            }
        return FlowMeasure(name: name, aggregate: aggregate, source: source)
    }
}

/// Parses the `value` and the `values` of a definition.
///
///     measure = [ ( "rate" | "avg" | "min" | "max" | "count" ) ":" ] expression
struct MeasureParser {
    private var scanner: FlowScanner

    /// The one measure that the text is.
    static func parse(value text: String) throws(FlowSyntaxError) -> MeasureExpression {
        var parser = MeasureParser(scanner: FlowScanner(text, part: .value))
        let measure = try parser.measure()
        guard try parser.scanner.peek() == .end else { throw try parser.scanner.unexpected(expected: "one value") }
        return measure
    }

    /// The measures that the text has, with commas between them.
    static func parse(values text: String) throws(FlowSyntaxError) -> [MeasureExpression] {
        var parser = MeasureParser(scanner: FlowScanner(text, part: .values)), measures: [MeasureExpression] = []
        guard try parser.scanner.peek() != .end else { return [] }
        while true {
            measures.append(try parser.measure())
            guard try parser.scanner.peek() != .end else { return measures }
            guard try parser.scanner.take(.comma) else {
                throw try parser.scanner.unexpected(expected: "a comma between values")
            }
            guard measures.count < FlowMeasure.limit - 1 else {
                throw parser.scanner.error(.tooMany("values", limit: FlowMeasure.limit - 1))
            }
        }
    }

    private mutating func measure() throws(FlowSyntaxError) -> MeasureExpression {
        let (aggregate, start) = scanner.aggregate()
        let operand = try scanner.expression()
        let name = String(decoding: scanner.bytes[start..<scanner.position], as: UTF8.self)
        guard aggregate == .count || (operand.type.members.count == 1 && operand.type.isNumeric) else {
            let text = String(decoding: scanner.bytes[operand.range], as: UTF8.self)
            throw scanner.error(.notNumeric(text, operand.type.name), expected: "a number")
        }
        return MeasureExpression(name: name, aggregate: aggregate, operand: operand)
    }
}

extension FlowScanner {
    /// Takes what says what is to be made of a value, and tells where it begins.
    fileprivate mutating func aggregate() -> (ValueAggregate, start: Int) {
        rewind()
        skipSpace()
        let start = position
        for aggregate in ValueAggregate.allCases {
            let prefix = "\(aggregate.rawValue):".utf8
            guard bytes[start...].starts(with: prefix) else { continue }
            position += prefix.count
            return (aggregate, start)
        }
        return (.rate, start)
    }
}
