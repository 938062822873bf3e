import Engine
import JSON
import Topology

extension Analyzer {
    static let topologyRoutes: [Route] = [
        Route(
            .get,
            "/topology/json",
            "The topology: the network's nodes and the links between them",
            response:
                "`version` (how often a topology has been set), `nodes`, `links` as they were put; `unresolved`, where there "
                + "are any: the (first 1000) ends of links whose interface is not known yet, `link node port reason`"
        ) { analyzer, _ in analyzer.topology },
        Route(
            .put,
            "/topology/json",
            "Sets the topology: `nodes` by name with `agent` (an address or host name; without it the node's name is the host "
                + "name), `ports` by name with `ifindex` (without it the interface of that name is meant), `dpid`, `ofport`, `tags`; "
                + "`links` by name with `node1`, `port1`, `node2`, `port2` (required), `tags`. The body is read leniently, as that "
                + "of `/flow`, and may be long",
            response: "204; 400 when the topology is wrong; 403 when the analyzer is read-only"
        ) { (analyzer, request) throws(APIProblem) in
            analyzer.engine.setTopology(try Topology(body: request.body))
            return .done
        }.keeping(.topology).taking(.topology).acceptingLongBodies,
    ]

    private static let shownUnresolved = 1000

    private var topology: Answer {
        let (topology, version) = engine.currentTopology
        let unresolved = Array(engine.resolvedTopology.unresolved.prefix(Self.shownUnresolved))
        return .json { writer in
            writer.object {
                $0.member("version", version)
                topology.writeMembers(to: &$0)
                if !unresolved.isEmpty { $0.member("unresolved", unresolved) }
            }
        }
    }
}

extension Topology {
    fileprivate init(body: [UInt8]) throws(APIProblem) {
        let value: JSONValue
        do {
            value = try JSONValue(body, limits: JSONLimits(bytes: body.count, depth: 8, values: 2_000_000))
        } catch {
            throw APIProblem(error)
        }
        do {
            try self.init(value)
        } catch {
            var problem = APIProblem.badRequest(error.description, attribute: error.place)
            problem.position = error.position
            throw problem
        }
    }
}
