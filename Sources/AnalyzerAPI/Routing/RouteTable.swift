import JSON
import Spelling

/// All endpoints.
package struct RouteTable: Sendable {
    package let routes: [Route]

    package init(_ routes: [Route]) { self.routes = routes }

    /// The route of a request with what the path says; the problem is 404, 405, or 400 for a parameter.
    func resolve(
        _ method: RouteMethod,
        _ target: RequestTarget
    ) throws(APIProblem) -> (route: Route, request: APIRequest) {
        let parts = target.segments
        var others: [RouteMethod] = []
        for route in routes {
            guard let arguments = try route.match(parts) else { continue }
            guard route.method == method else {
                others.append(route.method)
                continue
            }
            for parameter in route.parameters { try parameter.check(target.query) }
            let declared = Dictionary(uniqueKeysWithValues: route.parameters.map { ($0.name, $0) })
            return (route, APIRequest(arguments: arguments, query: target.query, declared: declared))
        }
        throw others.isEmpty ? unknownPath(target) : Self.notAllowed(others)
    }

    /// True when the path belongs to the API, whatever the method.
    func owns(_ target: RequestTarget) -> Bool {
        let parts = target.segments
        return routes.contains { ((try? $0.match(parts)) ?? nil) != nil }
    }

    static func notAllowed(_ methods: [RouteMethod]) -> APIProblem {
        var problem = APIProblem(405, "the path does not have this method")
        problem.allowed = methods.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }
        return problem
    }

    private func unknownPath(_ target: RequestTarget) -> APIProblem {
        var problem = APIProblem.notFound("there is no such path; /api lists all of them")
        problem.suggestions = suggestedPaths(target)
        return problem
    }

    /// The routes whose first part is nearly the path's; among them those that fit best.
    private func suggestedPaths(_ target: RequestTarget) -> [String] {
        guard let first = target.segments.first else { return [] }
        let near = nearestNames(to: String(first), among: Set(routes.map(\.head)), limit: 2)
        let candidates = Set(routes.filter { near.contains($0.head) }.map(\.path))
        let path = String(target.path.prefix(200))
        let ranked = candidates.map { (path: $0, distance: editDistance($0, path)) }
        return ranked.sorted { ($0.distance, $0.path) < ($1.distance, $1.path) }.prefix(3).map(\.path)
    }
}

extension Route {
    /// The first part of the path.
    fileprivate var head: String { String(path.dropFirst().prefix { $0 != "/" }) }
}

extension RouteTable: JSONWritable {
    /// The index at `/api`.
    package func write(to writer: inout JSONWriter) {
        writer.array { for route in routes { $0.value(route) } }
    }
}

extension Route: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("method", method.rawValue)
            $0.member("path", path)
            $0.member("summary", summary)
            if !parameters.isEmpty {
                $0.member("parameters") { $0.object { for p in parameters { $0.member(p.name, p.summary) } } }
            }
            $0.member("response", response)
        }
    }
}
