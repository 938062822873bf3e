import Engine
import FlowLanguage
import JSON

extension Analyzer {
    private static let key = RouteParameter(
        "key",
        "the flow's key as answers have it; required unless the definition has no keys"
    )

    static let flowValueRoutes: [Route] = [
        Route(
            .get,
            "/flowvalue/{agent}/{name}/json",
            "The value of one flow; a data source and a dot may stand before the name of the definition: `22.tcp`",
            parameters: [key, aggMode],
            response: "a number; 404 when there is no such definition, or nothing is seen of the flow"
        ) { (analyzer, request) throws(APIProblem) in try analyzer.flowValue(request) },
        Route(
            .get,
            "/flowlocations/{agent}/{name}/json",
            "Where one flow is seen; the name as in `/flowvalue`",
            parameters: [key],
            response:
                "an array with an element for each data source that sees it, as in `/activeflows`, largest first; 404 when "
                + "there is no such definition"
        ) { (analyzer, request) throws(APIProblem) in try analyzer.flowLocations(request) },
    ]

    private func flowValue(_ request: APIRequest) throws(APIProblem) -> Answer {
        let agents = try request.agents(), merge = try request.merge(engine)
        do {
            let flow = try engine.flowValue(
                agents,
                request.argument("name"),
                key: request.query.first("key"),
                merge: merge
            )
            if let flow { return .json(flow.value) }
        } catch {
            throw APIProblem(error)
        }
        throw .notFound("nothing is seen of a flow with that key")
    }

    private func flowLocations(_ request: APIRequest) throws(APIProblem) -> Answer {
        let agents = try request.agents()
        do {
            return .json(
                try engine.flowLocations(agents, request.argument("name"), key: request.query.first("key"))
            )
        } catch {
            throw APIProblem(error)
        }
    }
}

extension APIProblem {
    fileprivate init(_ problem: FlowProblem) {
        switch problem {
        case .noDefinition(let name): self = .notFound("there is no flow definition '\(name)'")
        case .noKey(let keys): self = .badRequest("the flow's key is missing: a value of \(keys)", attribute: "key")
        }
    }
}
