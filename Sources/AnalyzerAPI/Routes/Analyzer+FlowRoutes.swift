import Engine
import FlowLanguage
import JSON

extension Analyzer {
    static let flowRoutes: [Route] = [
        Route(
            .get,
            "/flowkeys/json",
            "The flow keys that packets have had, or what an expression may go on with",
            parameters: [
                RouteParameter(
                    "search",
                    "an expression, key list or filter, of which the last word is completed: keys and functions"
                )
            ],
            response:
                "an object: key, age; with `search` an array: `name kind text doc`, of a key `type` and, when a packet "
                + "has had it, `age`, of a function `signature example`"
        ) { analyzer, request in
            let keys = analyzer.engine.flowKeys().sorted { $0.name < $1.name }
            if let search = request.query.first("search") { return completions(of: search, keys) }
            return .json { writer in writer.object { for (name, age) in keys { $0.member(name, age) } } }
        },
        Route(.get, "/flow/json", "The flow definitions", response: "an object by name") { analyzer, _ in
            let flows = analyzer.engine.flows().sorted { $0.key < $1.key }
            return .json { writer in writer.object { for (name, flow) in flows { $0.member(name, flow) } } }
        },
        Route(.get, "/flow/{name}/json", "A flow definition", response: "the definition; 404 when there is none") {
            (analyzer, request) throws(APIProblem) in
            guard let flow = analyzer.engine.flow(request.argument("name")) else { throw request.noSuchFlow }
            return .json(flow)
        },
        Route(
            .put,
            "/flow/{name}/json",
            "Starts measuring flows: `keys`, `value` (required), `filter`, `n` (5), `t` (2 seconds), `fs` (`,`), `dropped` "
                + "(false), `aggMode` (`max`), `log` (false: no records in `/flows/json`), `flowStart` (false: records when flows "
                + "end), `activeTimeout` (60 seconds), `ipfixCollectors` (none). The body is read leniently: unquoted names, "
                + "single quotes, numbers in strings",
            response: "204; 400 when the definition is wrong; 403 when the analyzer is read-only"
        ) { (analyzer, request) throws(APIProblem) in try analyzer.putFlow(request) }.keeping(.flow).taking(.flow),
        Route(
            .delete,
            "/flow/{name}/json",
            "Stops measuring flows",
            response: "204; 404 when there is no such definition; 403 when the analyzer is read-only"
        ) { (analyzer, request) throws(APIProblem) in
            guard analyzer.engine.removeFlow(request.argument("name")) else { throw request.noSuchFlow }
            return .done
        }.keeping(.flow),
        Route(
            .get,
            "/activeflows/{agent}/{name}/json",
            "The largest flows of a definition now, per second",
            parameters: [
                RouteParameter("maxFlows", .integer(0...100_000, default: 100), "how many at most (100)"),
                RouteParameter("minValue", .number(0...1e300, default: 0), "the smallest value (0)"),
                aggMode,
            ],
            response: "an array, largest first: `key value agent dataSource flowN samples errorPercent overcount`; "
                + "`errorPercent` at 95 %; 404 when there is no such definition"
        ) { (analyzer, request) throws(APIProblem) in try analyzer.activeFlows(request) },
    ]

    private static func completions(of search: String, _ keys: [(name: String, age: Int)]) -> Answer {
        let ages = Dictionary(uniqueKeysWithValues: keys)
        return .json(FlowCompletion.of(search).map { AgedCompletion(completion: $0, age: ages[$0.name]) })
    }

    static let flowNameLimit = 128

    private func putFlow(_ request: APIRequest) throws(APIProblem) -> Answer {
        let name = request.argument("name")
        guard name.utf8.count <= Self.flowNameLimit, !name.utf8.contains(where: { $0 < 0x20 }) else {
            throw .badRequest("a flow's name has at most \(Self.flowNameLimit) bytes and no control characters")
        }
        let definition = try FlowDefinition(body: request.body)
        try expectExportable(definition)
        do {
            try engine.setFlow(name, definition)
        } catch {
            throw APIProblem(error)
        }
        return .done
    }

    private func activeFlows(_ request: APIRequest) throws(APIProblem) -> Answer {
        let flows = engine.activeFlows(
            try request.agents(),
            request.argument("name"),
            limit: request.integer("maxFlows"),
            minimum: request.number("minValue"),
            merge: try request.merge(engine)
        )
        guard let flows else { throw request.noSuchFlow }
        return .json(flows)
    }
}

extension APIRequest {
    fileprivate var noSuchFlow: APIProblem { .notFound("there is no flow definition '\(argument("name"))'") }
}

extension APIProblem {
    /// From what the engine refused a definition with.
    fileprivate init(_ error: FlowSetError) {
        switch error {
        case .syntax(let fault):
            self = .badRequest(fault.description, attribute: fault.part.rawValue)
            position = fault.offset
            excerpt = fault.rendered
            suggestions = fault.suggestion.map { [$0] } ?? []
        case .tooMany(let limit):
            self = APIProblem(403, "there are \(limit) flow definitions already; delete one first")
        }
    }
}
