import HTTPTypes
import JSON
import Testing

@testable import AnalyzerAPI

@Suite struct OpenAPITests {
    let document = Analyzer.routes.openAPI

    @Test func isServedAsJSONAndAsYAML() async throws {
        var api = TestAPI()
        api.settings.jsonIndent = 0
        #expect(try await api.ask("/api-docs").text == document.json)
        #expect(try await api.json("/api-docs")["openapi"] == .string("3.0.3"))
        let yaml = try await api.ask("/api/api.yml")
        #expect(yaml.headers[.contentType] == "application/yaml")
        #expect(yaml.text == document.yaml)
        #expect(yaml.text.hasPrefix("openapi: \"3.0.3\"\ninfo:\n  title: \"Starling\"\n"))
    }

    @Test(arguments: Analyzer.routes.routes.filter { !$0.path.hasSuffix("...}") })
    func everyRouteIsInIt(_ route: Route) throws {
        let operation = try #require(document["paths"]?[route.path]?[route.method.rawValue.lowercased()])
        #expect(operation["responses"]?[route.method == .get ? "200" : "204"] != nil)
        #expect((operation["requestBody"] != nil) == (route.method == .put))
        let parameters = operation["parameters"]?.elements ?? []
        for parameter in route.parameters {
            #expect(parameters.contains { $0["name"] == .string(parameter.name) && $0["in"] == "query" })
        }
        #expect(operation["tags"] != ["" as DocumentValue])
    }

    @Test func operationsHaveNamesOfTheirOwn() throws {
        let paths = try #require(document["paths"]?.members)
        let names = paths.flatMap { $0.value.members.compactMap { $0.value["operationId"] } }
        #expect(names.count == Analyzer.routes.routes.count - 1)
        #expect(Set(names).count == names.count)
    }

    @Test func referencesLeadToWhatIsThere() {
        let references = document.references
        #expect(references.contains("#/components/schemas/FlowDefinition"))
        for reference in references {
            let parts = reference.split(separator: "/").dropFirst()
            let place = parts.reduce(Optional(document)) { $0?[String($1)] }
            #expect(place != nil, "\(reference)")
        }
    }

    @Test func parametersSayWhatTheyTake() throws {
        let parameters = document["paths"]?["/flows/json"]?["get"]?["parameters"]?.elements ?? []
        let timeout = try #require(parameters.first { $0["name"] == "timeout" })
        #expect(timeout["schema"] == ["type": "number", "minimum": 0, "maximum": 60, "default": 0])
        let name = try #require(parameters.first { $0["name"] == "name" })
        #expect(name["schema"] == ["type": "array", "items": ["type": "string"]])
    }

    /// Bodies are shown by example: the route takes it.
    @Test(arguments: Analyzer.routes.routes.filter { $0.body != nil })
    func examplesOfBodiesAreTaken(_ route: Route) async throws {
        let example = try #require(route.body?.example).json
        let path = route.path.replacing("{name}", with: "example")
        #expect(try await TestAPI().ask(path, .put, body: example).status == .noContent)
    }

    @Test(
        arguments: [
            (
                ["a": 1, "b": ["x", ["c": true]], "d": [], "e": [:]],
                "a: 1\nb:\n  - \"x\"\n  -\n    c: true\nd: []\ne: {}\n"
            ),
            (["no": "#: \"\n", "/p": 0.5, "200": ""], "\"no\": \"#: \\\"\\n\"\n\"/p\": 0.5\n\"200\": \"\"\n"),
            ("text", "\"text\"\n"),
        ] as [(DocumentValue, String)]
    )
    func yaml(value: DocumentValue, text: String) {
        #expect(value.yaml == text)
    }
}

extension DocumentValue {
    fileprivate var elements: [DocumentValue] { if case .array(let elements) = self { elements } else { [] } }
    fileprivate var members: [Member] { if case .object(let members) = self { members } else { [] } }

    /// Every `$ref`.
    fileprivate var references: [String] {
        if case .string(let place)? = self["$ref"] { return [place] }
        return members.flatMap(\.value.references) + elements.flatMap(\.references)
    }
}
