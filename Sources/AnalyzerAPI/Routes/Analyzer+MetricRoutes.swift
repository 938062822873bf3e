import Engine
import JSON
import MetricStore

extension Analyzer {
    static let metricRoutes: [Route] = [
        Route(.get, "/metrics/json", "The metrics that are reported", response: "an object: name, age") { analyzer, _ in
            let names = analyzer.engine.metricNames().sorted { $0.name < $1.name }
            return .json { writer in writer.object { for (name, age) in names { $0.member(name, age) } } }
        },
        Route(
            .get,
            "/metric/{agent}/json",
            "Every metric of an agent",
            response:
                "a flat object, `\"2.1.load_one\": 0.5`; of several agents the latest value; 404 when there is no such agent"
        ) { (analyzer, request) throws(APIProblem) in try analyzer.metricsOfAgent(request) },
        Route(
            .get,
            "/metric/{agent}/{metric}/json",
            "Metrics over the data sources that have them; a name may begin with `max:` (the default) `min:` `sum:` `avg:` "
                + "`var:` `sdev:` `med:` `q1:` `q2:` `q3:` `iqr:` `any:`; *filter*",
            response:
                "an array, one element for each name in the order of the path, without `metricValue` when nothing reports it"
        ) { (analyzer, request) throws(APIProblem) in
            var queries: [MetricQuery] = []
            for name in try AnalyzerAPI.metricNames(request.argument("metric")) {
                queries.append(try metricQuery(name))
            }
            return .json(analyzer.engine.statistics(try request.agents(), queries, request.filter))
        }.filtered,
        Route(
            .get,
            "/table/{agent}/{metric}/json",
            "A row for each data source that has all the metrics; `null:name` may be missing, `sort:name:-N` keeps the N "
                + "largest, largest first, `sort:name:N` the N smallest; *filter*",
            response: "an array of rows; a row has a metric, or null, for each column"
        ) { (analyzer, request) throws(APIProblem) in
            let columns = try TableColumns(request.argument("metric"))
            let agents = try request.agents()
            return .json(
                columns.sorted(
                    analyzer.engine.table(agents, columns.names, optional: columns.optional, request.filter)
                )
            )
        }.filtered,
        Route(
            .get,
            "/dump/{agent}/{metric}/json",
            "The metrics of every data source as they were reported; `ALL` stands for every metric; *filter*",
            response: "an array of metrics"
        ) { (analyzer, request) throws(APIProblem) in try analyzer.dump(request) }.filtered,
    ]

    private func metricsOfAgent(_ request: APIRequest) throws(APIProblem) -> Answer {
        let agents = try request.agents()
        guard !engine.agents(agents).isEmpty else { throw .notFound("no such agent: '\(request.argument("agent"))'") }
        var latest: [String: MetricValue] = [:]
        for metric in engine.metrics(agents) {
            let name = "\(metric.dataSource).\(metric.name)"
            if let other = latest[name], other.age <= metric.age { continue }
            latest[name] = metric
        }
        let sorted = latest.sorted { $0.key < $1.key }
        return .json { writer in writer.object { for (name, metric) in sorted { $0.member(name, metric.value) } } }
    }

    private func dump(_ request: APIRequest) throws(APIProblem) -> Answer {
        let names = try AnalyzerAPI.metricNames(request.argument("metric")), agents = try request.agents()
        return .json(engine.dump(agents, names, request.filter))
    }
}
