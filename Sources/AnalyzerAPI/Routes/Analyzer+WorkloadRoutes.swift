import Engine
import JSON

extension Analyzer {
    private static let workloadSummary =
        "The containers, pods, services and virtual machines that run, and for an hour those that have ended, with what "
        + "each has used since its start; *filter*, by the names of the answer's labels"

    private static let workloadParameters = [
        RouteParameter("state", .choice(["running", "ended"]), "`running` or `ended`; both without it"),
        RouteParameter(
            "sort",
            .choice(WorkloadOrder.allCases.map(\.rawValue)),
            "what comes first: `recent` (default: those that run, then the latest to end), or the largest of `cpu`, "
                + "`bytes` (network), `disk`, `memory`, `lifeTime`"
        ),
        RouteParameter("maxWorkloads", .integer(0...1_000_000, default: 1000), "how many at most (1000)"),
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
        ) { analyzer, request in analyzer.workloads(.all, request) }.filtered,
        Route(
            .get,
            "/workloads/{agent}/json",
            "The workloads of some agents",
            parameters: workloadParameters,
            response: "as `/workloads/json`"
        ) { (analyzer, request) throws(APIProblem) in analyzer.workloads(try request.agents(), request) }.filtered,
    ]

    private func workloads(_ agents: AgentSelection, _ request: APIRequest) -> Answer {
        var filter = request.filter
        if let state = request.query.first("state") { filter["state"] = [state.lowercased()] }
        let order = request.choice("sort") ?? WorkloadOrder.recent
        return .json(engine.workloads(agents, filter, order: order, limit: request.integer("maxWorkloads")))
    }
}
