extension Route {
    /// `getFlowNameJson` of GET `/flow/{name}/json`.
    private var operationID: String {
        let words = path.split { !$0.isLetter && !$0.isNumber }
        return method.rawValue.lowercased() + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The operation object.
    var operation: DocumentValue {
        let parameters =
            arguments.map(Self.pathParameter) + self.parameters.map(\.openAPI) + (takesFilter ? [.filter] : [])
        return .members([
            ("operationId", .string(operationID)),
            ("tags", .array([.string(tag)])),
            ("summary", .string(summary.firstClause)),
            ("description", .string("\(summary).\n\nAnswer: \(response).")),
            ("parameters", parameters.isEmpty ? nil : .array(parameters)),
            ("requestBody", body?.openAPI),
            ("responses", responses),
        ])
    }

    /// The names in braces.
    private var arguments: [String] {
        segments.compactMap { if case .argument(let name) = $0 { name } else { nil } }
    }

    private static func pathParameter(_ name: String) -> DocumentValue {
        [
            "name": .string(name), "in": "path", "required": true, "description": .string(meaning[name] ?? "A name"),
            "schema": ["type": "string", "minLength": 1, "maxLength": .number(Double(argumentLimit))],
            "example": .string(example[name] ?? "example"),
        ]
    }

    private static let meaning = [
        "agent": "`ALL`, or addresses, host names, `TOPOLOGY`, `EDGE` and `CORE`, separated by commas or semicolons",
        "metric": "Names of metrics, separated by commas or semicolons",
    ]

    private static let example = ["agent": "ALL", "metric": "load_one"]

    private var responses: DocumentValue {
        let hasInput = !arguments.isEmpty || !parameters.isEmpty || takesFilter || body != nil
        return .members([
            ("200", method == .get ? success : nil),
            ("204", method == .get ? nil : ["description": "Done"]),
            ("400", hasInput ? .reference("responses/BadRequest") : nil),
            ("403", method == .get ? nil : .reference("responses/Forbidden")),
            ("404", arguments.isEmpty ? nil : .reference("responses/NotFound")),
            ("413", body == nil ? nil : .reference("responses/TooLong")),
            ("default", .reference("responses/Problem")),
        ])
    }

    private var success: DocumentValue {
        let content: DocumentValue = media == .json ? ["schema": [:]] : ["schema": ["type": "string"]]
        return ["description": .string(response), "content": .members([(media.rawValue, content)])]
    }
}

extension RouteParameter {
    /// The parameter object.
    fileprivate var openAPI: DocumentValue {
        .members([
            ("name", .string(name)), ("in", "query"), ("required", isRequired ? true : nil),
            ("description", .string(summary)), ("schema", isRepeated ? .array(of: schema) : schema),
        ])
    }

    private var schema: DocumentValue {
        switch kind {
        case .text: ["type": "string"]
        case .integer(let range, let value): .whole(range, default: value)
        case .number(let range, let value): .number(in: range, default: value)
        case .choice(let words): .words(words)
        }
    }
}

extension RouteBody {
    /// The request body object.
    fileprivate var openAPI: DocumentValue {
        [
            "required": true,
            "content": ["application/json": ["schema": .reference("schemas/\(name)"), "example": example]],
        ]
    }
}

extension DocumentValue {
    /// Every other query parameter.
    fileprivate static let filter: DocumentValue = [
        "name": "filter", "in": "query", "style": "form", "explode": true,
        "description":
            "Each further query parameter keeps the data sources whose metric of that name has the value; `*` stands for anything",
        "schema": ["type": "object", "additionalProperties": ["type": "string"]],
    ]
}

extension String {
    /// Up to the first colon, semicolon or full stop between clauses: enough for a list.
    fileprivate var firstClause: String {
        let ends = [": ", "; ", ". "].compactMap { ranges(of: $0).first?.lowerBound }
        return String(self[..<(ends.min() ?? endIndex)])
    }
}
