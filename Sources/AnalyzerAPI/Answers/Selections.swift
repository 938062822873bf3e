import Engine
import NetTypes
import Spelling

extension AgentSelection {
    static let limit = 1000

    /// From `{agent}`: `ALL`, or addresses, host names and parts of the topology, separated by `,` or `;`.
    init(_ text: String) throws(APIProblem) {
        var names: Set<String> = [], parts: Set<TopologyPart> = []
        for name in text.split(whereSeparator: { $0 == "," || $0 == ";" }).map(String.init) {
            if name == "ALL" {
                self = .all
                return
            }
            if let part = TopologyPart(rawValue: name) {
                parts.insert(part)
            } else {
                names.insert(IPAddress(name)?.description ?? name)
            }
        }
        guard names.count <= Self.limit else { throw .badRequest("more than \(Self.limit) agents; use ALL") }
        self = .named(names, parts: parts)
    }
}

/// The parts of a `{metric}`, separated by `,` or `;`.
func metricNames(_ text: String) throws(APIProblem) -> [String] {
    let names = text.split { $0 == "," || $0 == ";" }.map(String.init)
    guard !names.isEmpty else { throw .badRequest("no metric is named") }
    guard names.count <= 200 else { throw .badRequest("more than 200 metrics") }
    return names
}

/// A metric with its aggregation: `load_one` (the largest), `sum:ifinoctets`.
func metricQuery(_ text: String) throws(APIProblem) -> MetricQuery {
    let prefix = text.prefix { $0 != ":" }, names = Aggregation.allCases.map(\.rawValue)
    guard prefix.count == text.count || names.contains(String(prefix)) else {
        var problem = APIProblem.badRequest("'\(prefix)' is no aggregation: \(names.joined(separator: ", "))")
        problem.suggestions = nearestNames(to: String(prefix), among: names)
        throw problem
    }
    return MetricQuery(text)
}

extension APIRequest {
    /// The query parameters that the route does not declare, as a filter.
    var filter: MetricFilter {
        var filter: MetricFilter = [:]
        for item in query.items where declared[item.name] == nil {
            filter[item.name, default: []].append(item.value)
        }
        return filter
    }

    /// The agents of the path.
    func agents() throws(APIProblem) -> AgentSelection { try AgentSelection(argument("agent")) }

    /// The agents of the parameter `agent`, which may be repeated; without it all.
    func askedAgents() throws(APIProblem) -> AgentSelection {
        let names = query.all("agent").joined(separator: ",")
        return names.isEmpty ? .all : try AgentSelection(names)
    }
}
