import Engine
import JSON
import Spelling

extension Analyzer {
    private static let workloadSummary =
        "The containers, pods, services and virtual machines that run, and for an hour those that have ended, with what "
        + "each has used since its start; *filter*, by the names of the answer's labels"

    private static let workloadParameters = [
        RouteParameter("state", "`running` or `ended`; both without it"),
        RouteParameter(
            "sort",
            "what comes first: `recent` (default: those that run, then the latest to end), or the largest of `cpu`, "
                + "`bytes` (network), `disk`, `memory`, `lifeTime`"
        ),
        RouteParameter("maxWorkloads", "how many at most (1000)"),
    ]

    private static let workloadResponse =
        "an array of runs: `agent`, `dataSource`, `node`, `vir_host_name`, `vir_uuid` and the labels that are known; `state`; "
        + "of one that has ended `end` (`ended`: its agent said so, `silent`: it stopped reporting, `restarted`: another run "
        + "took its place), `exitCode`, `complete` (whether the last counters were read after its end); `started`, `ended` "
        + "(milliseconds since 1970), `lifeTime` (milliseconds), `cpuSeconds`; in bytes `memoryUsed`, `memoryPeak`, `bytesIn`, "
        + "`bytesOut`, `bytesRead`, `bytesWritten`; in numbers `packetsIn`, `packetsOut`, `reads`, `writes`, `oomKills`; "
        + "`lastUpdate`. What is not known is left out. A pod's containers share its network: the pod has the bytes"

    static let workloadRoutes: [Route] = [
        Route(
            .get,
            "/workloads/json",
            workloadSummary,
            parameters: workloadParameters,
            response: workloadResponse
        ) { (analyzer, request) throws(APIProblem) in try analyzer.workloads(.all, request) },
        Route(
            .get,
            "/workloads/{agent}/json",
            "The workloads of some agents",
            parameters: workloadParameters,
            response: "as `/workloads/json`"
        ) { (analyzer, request) throws(APIProblem) in try analyzer.workloads(try request.agents(), request) },
    ]

    private func workloads(_ agents: AgentSelection, _ request: APIRequest) throws(APIProblem) -> Answer {
        let query = request.query
        var filter = request.filter
        if let state = query.first("state") {
            guard ["running", "ended"].contains(state) else {
                throw .badRequest("state is running or ended, not '\(state)'", attribute: "state")
            }
            filter["state"] = [state]
        }
        let limit = try query.integer("maxWorkloads", default: 1000, in: 0...1_000_000)
        return .json(
            engine.workloads(agents, filter, order: try WorkloadOrder(query: query.first("sort")), limit: limit)
        )
    }
}

extension WorkloadOrder {
    /// From `sort`.
    fileprivate init(query text: String?) throws(APIProblem) {
        guard let text else {
            self = .recent
            return
        }
        guard let order = WorkloadOrder(rawValue: text) else {
            let names = WorkloadOrder.allCases.map(\.rawValue)
            var problem = APIProblem.badRequest(
                "sort is one of \(names.joined(separator: ", ")), not '\(text)'",
                attribute: "sort"
            )
            problem.suggestions = nearestNames(to: text, among: names)
            throw problem
        }
        self = order
    }
}
