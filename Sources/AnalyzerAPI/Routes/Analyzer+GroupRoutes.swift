import Engine
import Enrichment
import JSON

extension Analyzer {
    static let groupRoutes: [Route] =
        ["/group/json", "/groups/json"].map { path in
            Route(.get, path, "The groups, which give labels to addresses", response: "an object by name") {
                analyzer,
                _ in
                analyzer.list(analyzer.engine.groups())
            }
        } + [
            Route(
                .get,
                "/group/{name}/json",
                "A group",
                response: "an object: label, array of prefixes; 404 when there is none"
            ) {
                (analyzer, request) throws(APIProblem) in
                guard let group = analyzer.engine.group(request.argument("name")) else {
                    throw request.noSuch("group")
                }
                return .json(group)
            },
            Route(
                .put,
                "/group/{name}/json",
                "Makes a group for the key function `group:`: `{\"lab\":[\"10.0.0.0/8\",\"2001:db8::/32\"]}`. An address has the label "
                    + "of the longest prefix that has it. The body is read leniently, and may be long",
                response: "204; 400 when a prefix is wrong; 403 when the analyzer is read-only or there are too many"
            ) { (analyzer, request) throws(APIProblem) in try analyzer.putGroup(request) }.keeping(.group).taking(
                .group
            )
            .acceptingLongBodies,
            Route(
                .delete,
                "/group/{name}/json",
                "Removes a group: its addresses have no label",
                response: "204; 404 when there is none; 403 when the analyzer is read-only"
            ) { (analyzer, request) throws(APIProblem) in
                guard analyzer.engine.removeGroup(request.argument("name")) else { throw request.noSuch("group") }
                return .done
            }.keeping(.group),
            Route(.get, "/map/json", "The maps, which give labels to values", response: "an object by name") {
                analyzer,
                _ in
                analyzer.list(analyzer.engine.maps())
            },
            Route(
                .get,
                "/map/{name}/json",
                "A map",
                response: "an object: label, array of values; 404 when there is none"
            ) { (analyzer, request) throws(APIProblem) in
                guard let map = analyzer.engine.map(request.argument("name")) else { throw request.noSuch("map") }
                return .json(map)
            },
            Route(
                .put,
                "/map/{name}/json",
                "Makes a map for the key function `map:`: `{\"web\":[\"80\",\"443\"]}`. Values are compared with the text of a key. The "
                    + "body is read leniently, and may be long",
                response: "204; 400 when the body is wrong; 403 when the analyzer is read-only or there are too many"
            ) { (analyzer, request) throws(APIProblem) in try analyzer.putMap(request) }.keeping(.map).taking(.map)
                .acceptingLongBodies,
            Route(
                .delete,
                "/map/{name}/json",
                "Removes a map: its values have no label",
                response: "204; 404 when there is none; 403 when the analyzer is read-only"
            ) { (analyzer, request) throws(APIProblem) in
                guard analyzer.engine.removeMap(request.argument("name")) else { throw request.noSuch("map") }
                return .done
            }.keeping(.map),
        ]

    private func putGroup(_ request: APIRequest) throws(APIProblem) -> Answer {
        let name = try request.setName(), group = try AddressGroup.read(request.body)
        do throws(NamedSetError) { try engine.setGroup(name, group) } catch { throw APIProblem(error) }
        return .done
    }

    private func putMap(_ request: APIRequest) throws(APIProblem) -> Answer {
        let name = try request.setName(), map = try ValueMap.read(request.body)
        do throws(NamedSetError) { try engine.setMap(name, map) } catch { throw APIProblem(error) }
        return .done
    }

    private func list(_ sets: [String: some JSONWritable & Sendable]) -> Answer {
        let sorted = sets.sorted { $0.key < $1.key }
        return .json { writer in writer.object { for (name, set) in sorted { $0.member(name, set) } } }
    }
}

extension APIRequest {
    fileprivate func noSuch(_ kind: String) -> APIProblem {
        .notFound("there is no \(kind) '\(argument("name"))'")
    }

    fileprivate func setName() throws(APIProblem) -> String {
        let name = argument("name")
        guard name.utf8.count <= Analyzer.flowNameLimit, !name.utf8.contains(where: { $0 < 0x20 }) else {
            throw .badRequest("a name has at most \(Analyzer.flowNameLimit) bytes and no control characters")
        }
        return name
    }
}

extension APIProblem {
    fileprivate init(_ error: NamedSetError) {
        let message =
            switch error {
            case .tooManySets(let limit): "there are \(limit) already; delete one first"
            case .tooManyEntries(let limit): "with it there would be more than \(limit) prefixes or values altogether"
            case .tooMuchText(let limit): "with it there would be more than \(limit) bytes of text altogether"
            }
        self = APIProblem(403, message)
    }
}
