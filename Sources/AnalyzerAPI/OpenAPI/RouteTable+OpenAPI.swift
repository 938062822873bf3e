import NetTypes

extension RouteTable {
    /// The OpenAPI 3.0 document of all routes. A path whose last part is the rest of it, `/stream/{path...}`, is not there:
    /// OpenAPI's parameters do not go beyond one part.
    var openAPI: DocumentValue {
        [
            "openapi": "3.0.3",
            "info": [
                "title": "Starling", "version": .string(starlingVersion), "description": .string(Self.about),
                "license": ["name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"],
            ],
            "servers": [["url": "/"]],
            "tags": .array(tags.map { ["name": .string($0)] }),
            "paths": paths,
            "components": [
                "schemas": .members([("Problem", APIProblem.schema)] + bodies.map { ($0.name, $0.schema) }),
                "responses": APIProblem.responses,
            ],
        ]
    }

    private static let about = """
        The analyzer's REST API, written from the declarations of its routes. Every GET can be streamed as server-sent \
        events: put `/stream` before its path, which OpenAPI cannot say of a path of any length. HEAD works where GET does. \
        Ages are milliseconds.
        """

    private var described: [Route] {
        routes.filter { if case .rest? = $0.segments.last { false } else { true } }
    }

    /// In the order of the routes.
    private var tags: [String] {
        var tags: [String] = []
        for route in described where !tags.contains(route.tag) { tags.append(route.tag) }
        return tags
    }

    private var paths: DocumentValue {
        var order: [String] = []
        for route in described where !order.contains(route.path) { order.append(route.path) }
        let byPath = Dictionary(grouping: described, by: \.path)
        return .members(order.map { path in (path, .members(operations(byPath[path] ?? []))) })
    }

    private func operations(_ routes: [Route]) -> [(String, DocumentValue)] {
        routes.map { ($0.method.rawValue.lowercased(), $0.operation) }
    }

    private var bodies: [RouteBody] { described.compactMap(\.body) }
}

extension APIProblem {
    fileprivate static let schema = DocumentValue.object(
        required: ["error", "status"],
        [
            ("error", .text("What is wrong, and what would be right")),
            ("status", .whole(400...599, default: nil, "The HTTP status")),
            ("attribute", .text("The attribute or parameter that it is about")),
            (
                "position",
                .whole(0...Int.max, default: nil, "Bytes from the start of the attribute's text or of the body")
            ),
            ("excerpt", .text("The text with a caret under the place")),
            ("suggestions", .texts("What may have been meant")),
        ]
    )

    fileprivate static let responses = DocumentValue.members([
        ("BadRequest", response("A parameter, a name or the body is wrong")),
        ("Forbidden", response("The analyzer is read-only, or there are too many already")),
        ("NotFound", response("What the path names is not there")),
        ("TooLong", response("The body is longer than it may be")),
        ("Problem", response("There is no answer, and why")),
    ])

    private static func response(_ meaning: String) -> DocumentValue {
        [
            "description": .string(meaning),
            "content": ["application/json": ["schema": .reference("schemas/Problem")]],
        ]
    }
}
