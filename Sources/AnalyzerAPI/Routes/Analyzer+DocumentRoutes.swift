import JSON

extension Analyzer {
    static let documentRoutes: [Route] = [
        Route(.get, "/api", "All endpoints", response: "an array of routes") { _, _ in .json(Analyzer.routes) },
        Route(
            .get,
            "/api-docs",
            "The OpenAPI document of all endpoints; `/api/index.html` shows it and tries requests",
            response: "OpenAPI 3.0 as JSON"
        ) { _, _ in .json(openAPI) },
        Route(.get, "/api/api.yml", "The same document as YAML", response: "OpenAPI 3.0 as YAML") { _, _ in
            .parts(Route.Media.yaml.rawValue) { AnyIterator(CollectionOfOne(openAPIText).makeIterator()) }
        }.answering(.yaml),
    ]

    private static let openAPI = Analyzer.routes.openAPI
    private static let openAPIText = Array(openAPI.yaml.utf8)
}
