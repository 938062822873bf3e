import Engine
import Spelling
import Topology

extension FlowMerge {
    /// From `aggMode` of a definition, in upper or lower case.
    init(aggMode name: String) throws(APIProblem) {
        guard let merge = FlowMerge(name: name) else {
            let names = FlowMerge.allCases.map(\.rawValue)
            var problem = APIProblem.badRequest(
                "aggMode is one of \(names.joined(separator: ", ")), not '\(name)'",
                attribute: "aggMode"
            )
            problem.suggestions = nearestNames(to: name, among: names)
            throw problem
        }
        self = merge
    }
}

extension APIRequest {
    /// How the data sources of a flow are to become one; `nil`: as its definition says.
    func merge(_ engine: Engine) throws(APIProblem) -> FlowMerge? {
        guard let merge: FlowMerge = choice("aggMode") else { return nil }
        guard ![.edge, .core].contains(merge) || !engine.currentTopology.topology.isEmpty else {
            throw .badRequest("aggMode=\(merge.rawValue) needs a topology: PUT /topology/json", attribute: "aggMode")
        }
        return merge
    }
}

extension Analyzer {
    static let aggMode = RouteParameter(
        "aggMode",
        .choice(FlowMerge.allCases.map(\.rawValue)),
        "how the data sources that see a key become one: `max` the largest observation, `sum` all of them, `edge` all "
            + "ports at the edge of the topology, `core` the largest on one of its links, `agent` all of an agent, of "
            + "several agents the largest; without it the definition's `aggMode`, or `max`"
    )
}
