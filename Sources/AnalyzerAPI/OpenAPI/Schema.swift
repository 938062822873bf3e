/// JSON Schema as OpenAPI 3.0 has it.
extension DocumentValue {
    static func text(_ meaning: String, default value: String? = nil) -> DocumentValue {
        schema("string", meaning, [("default", value.map { .string($0) })])
    }

    static func words(_ words: [String], _ meaning: String? = nil) -> DocumentValue {
        schema("string", meaning, [("enum", .array(words.map { .string($0) }))])
    }

    static func flag(_ meaning: String) -> DocumentValue { schema("boolean", meaning, [("default", false)]) }

    static func whole(_ range: ClosedRange<Int>, default value: Int?, _ meaning: String? = nil) -> DocumentValue {
        schema("integer", meaning, bounds(range) { Double($0) } + [("default", value.map { .number(Double($0)) })])
    }

    static func number(
        _ meaning: String? = nil,
        in range: ClosedRange<Double>? = nil,
        default value: Double? = nil
    ) -> DocumentValue {
        schema("number", meaning, (range.map { bounds($0) { $0 } } ?? []) + [("default", value.map { .number($0) })])
    }

    static func array(of element: DocumentValue, _ meaning: String? = nil) -> DocumentValue {
        schema("array", meaning, [("items", element)])
    }

    static func texts(_ meaning: String) -> DocumentValue { array(of: ["type": "string"], meaning) }

    /// An object of any names with one kind of value.
    static func named(_ value: DocumentValue, _ meaning: String? = nil) -> DocumentValue {
        schema("object", meaning, [("additionalProperties", value)])
    }

    /// An array of texts, or one text with commas between them.
    static func list(_ meaning: String) -> DocumentValue {
        [
            "description": .string(meaning),
            "anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]]],
        ]
    }

    static func labels(_ meaning: String) -> DocumentValue {
        named(array(of: ["type": "string"]), meaning)
    }

    static func object(required: [String] = [], _ properties: [(String, DocumentValue)]) -> DocumentValue {
        let names: DocumentValue? = required.isEmpty ? nil : .array(required.map { .string($0) })
        return schema("object", nil, [("required", names), ("properties", .members(properties))])
    }

    static func reference(_ place: String) -> DocumentValue { ["$ref": .string("#/components/\(place)")] }

    /// An object without the members that there is nothing of.
    static func members(_ members: [(String, DocumentValue?)]) -> DocumentValue {
        .object(members.compactMap { name, value in value.map { DocumentValue.Member(name: name, value: $0) } })
    }

    private static func schema(_ type: String, _ meaning: String?, _ more: [(String, DocumentValue?)]) -> DocumentValue
    {
        members([("type", .string(type)), ("description", meaning.map { .string($0) })] + more)
    }

    /// A bound that no client comes near is none: it is only what a number holds.
    private static func bounds<Bound: Comparable>(
        _ range: ClosedRange<Bound>,
        _ number: (Bound) -> Double
    ) -> [(String, DocumentValue?)] {
        let low = number(range.lowerBound), high = number(range.upperBound), widest = 9e15
        return [
            ("minimum", low < -widest ? nil : .number(low)), ("maximum", high > widest ? nil : .number(high)),
        ]
    }
}
