/// What a JSON text says. Objects keep the order of their members; of members with the same name the last counts.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])
}

/// A member of an object.
package struct JSONMember: Hashable, Sendable {
    /// Its name.
    package var name: String
    /// Its value.
    package var value: JSONValue
    /// Where the value begins: bytes from the start of the text.
    package var position: Int

    package init(name: String, value: JSONValue, position: Int = 0) {
        self.name = name
        self.value = value
        self.position = position
    }
}

extension JSONValue {
    /// The member of that name; `nil` also when this is no object.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// A number, or a string that is one: `5`, `"5"`. Never infinite.
    package var coercedNumber: Double? {
        switch self {
        case .number(let number): number
        case .string(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    /// A boolean, or a string that is one: `true`, `"false"`, `"yes"`, `"no"`.
    package var coercedBool: Bool? {
        switch self {
        case .bool(let value): value
        case .string("true"), .string("yes"): true
        case .string("false"), .string("no"): false
        default: nil
        }
    }

    /// The word for its type in messages.
    package var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSONValue: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let value): writer.value(value)
        case .number(let value): writer.value(value)
        case .string(let value): writer.value(value)
        case .array(let values): writer.value(values)
        case .object(let members): writer.object { for member in members { $0.member(member.name, member.value) } }
        }
    }
}
