import JSON

/// A value of a document that is written in the source as it will read. It is not `JSONValue`, of which a text in the source
/// is JSON to be read.
indirect enum DocumentValue: Hashable, Sendable {
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([DocumentValue])
    case object([Member])

    struct Member: Hashable, Sendable {
        var name: String
        var value: DocumentValue
    }

    /// The member of that name.
    subscript(name: String) -> DocumentValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}

extension DocumentValue: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        switch self {
        case .bool(let value): writer.value(value)
        case .number(let value): writer.value(value)
        case .string(let value): writer.value(value)
        case .array(let values): writer.value(values)
        case .object(let members): writer.object { for member in members { $0.member(member.name, member.value) } }
        }
    }

    /// The value as JSON in one line.
    var json: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension DocumentValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    init(stringLiteral text: String) { self = .string(text) }
    init(integerLiteral number: Int) { self = .number(Double(number)) }
    init(floatLiteral number: Double) { self = .number(number) }
}

extension DocumentValue: ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: DocumentValue...) { self = .array(elements) }

    /// The members keep their order.
    init(dictionaryLiteral members: (String, DocumentValue)...) {
        self = .object(members.map { Member(name: $0.0, value: $0.1) })
    }
}
