import Enrichment
import JSON
import NetTypes

extension AddressGroup: JSONWritable {
    /// `{"lab":["10.0.0.0/8"]}`
    package func write(to writer: inout JSONWriter) {
        writer.object {
            for label in labels {
                $0.member(label.text) { $0.array { for prefix in label.prefixes { $0.value(prefix.description) } } }
            }
        }
    }
}

extension ValueMap: JSONWritable {
    /// `{"web":["80","443"]}`
    package func write(to writer: inout JSONWriter) {
        writer.object { for label in labels { $0.member(label.text, label.values) } }
    }
}

extension AddressGroup {
    /// From the body of a PUT.
    static func read(_ body: [UInt8]) throws(APIProblem) -> AddressGroup {
        var builder = Builder()
        try readLabels(body, example: #"{"lab":["10.0.0.0/8"]}"#) {
            (label, elements: LabelElements) throws(APIProblem) in
            builder.add(label: label)
            try elements.forEach { (text) throws(APIProblem) in
                guard let prefix = AddressPrefix(text) else {
                    throw elements.problem("'\(text.prefix(100))' is no prefix: write 192.0.2.0/24 or 2001:db8::/32")
                }
                builder.add(prefix, label: label)
            }
        }
        return builder.finish()
    }
}

extension ValueMap {
    /// From the body of a PUT.
    static func read(_ body: [UInt8]) throws(APIProblem) -> ValueMap {
        var builder = Builder()
        try readLabels(body, example: #"{"web":["80","443"]}"#) {
            (label, elements: LabelElements) throws(APIProblem) in
            builder.add(label: label)
            try elements.forEach { (text) throws(APIProblem) in
                guard isName(text, limit: valueLimit) else {
                    throw elements.problem("a value has 1 to \(valueLimit) bytes and no control characters")
                }
                builder.add(text, label: label)
            }
        }
        return builder.finish()
    }
}

/// The longest label and the longest value, in bytes.
private let labelLimit = 256, valueLimit = 1024

/// Hands over each label of `{label:[element…]}` with what it has.
private func readLabels(
    _ body: [UInt8],
    example: String,
    _ take: (String, LabelElements) throws(APIProblem) -> Void
) throws(APIProblem) {
    let members: [JSONMember]
    do {
        let limits = JSONLimits(bytes: RequestLimits.longBody, depth: 4, values: 2_500_000)
        guard case .object(let found) = try JSONValue(body, limits: limits) else {
            throw APIProblem.badRequest("the body is to be an object of labels: \(example)")
        }
        members = found
    } catch let error as JSONError {
        var problem = APIProblem.badRequest("the body is no JSON: \(error)")
        problem.position = error.position
        throw problem
    } catch let error as APIProblem {
        throw error
    } catch {
        throw .badRequest("\(error)")
    }
    for member in members {
        let elements = LabelElements(member: member)
        guard isName(member.name, limit: labelLimit) else {
            throw elements.problem("a label has 1 to \(labelLimit) bytes and no control characters")
        }
        try take(member.name, elements)
    }
}

private func isName(_ text: String, limit: Int) -> Bool {
    1...limit ~= text.utf8.count && !text.utf8.contains { $0 < 0x20 || $0 == 0x7f }
}

/// What a label is given: an array, or a text with commas; numbers may stand for texts.
private struct LabelElements {
    let member: JSONMember

    func forEach(_ body: (String) throws(APIProblem) -> Void) throws(APIProblem) {
        switch member.value {
        case .null: return
        case .array(let values): for value in values { try body(try text(value)) }
        case .string(let text): for part in text.split(separator: ",") { try body(String(part)) }
        default: try body(try text(member.value))
        }
    }

    private func text(_ value: JSONValue) throws(APIProblem) -> String {
        switch value {
        case .string(let text): return text
        case .number(let number):
            if let whole = Int(exactly: number) { return String(whole) }
            return String(number)
        case .bool(let bool): return String(bool)
        default: throw problem("a label is to be given texts, not \(value.typeName)")
        }
    }

    /// With the label, and the place of what it is given.
    func problem(_ message: String) -> APIProblem {
        var problem = APIProblem.badRequest(message, attribute: String(member.name.prefix(100)))
        problem.position = member.position
        return problem
    }
}
