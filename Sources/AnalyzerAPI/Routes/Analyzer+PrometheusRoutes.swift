import Engine
import Exposition
import MetricStore

extension Analyzer {
    static let prometheusRoutes: [Route] = [
        Route(
            .get,
            "/metrics",
            "The analyzer itself, for Prometheus: what it received, keeps and costs, and of each agent and interface what was lost on the way",
            parameters: [
                RouteParameter(
                    "ledger",
                    .choice(LedgerDetail.allCases.map(\.rawValue)),
                    "of what the books are there: `all` (default: agents, and data sources that packets are sampled at), `agents` or `none`"
                )
            ],
            response: "Prometheus' text format, or OpenMetrics 1.0 where `Accept` names that"
        ) { analyzer, request in
            let detail = request.choice("ledger") ?? LedgerDetail.all, format = ExpositionFormat(accept: request.accept)
            return .whole(format) { analyzer.ownMetrics(detail, format) }
        }.answering(.text),
        Route(
            .get,
            "/prometheus/metrics/{agent}/{metric}/txt",
            "Metrics of data sources, for Prometheus: the latest values, rates already per second; `ALL` stands for every metric that is a number; *filter*",
            response:
                "Prometheus' text format, `sflow_load_one{agent=\"10.0.0.200\",datasource=\"2.1\",host=\"cl-leaf1\"} 0.1`; a text that is named is the label of `sflow_…_info`"
        ) { (analyzer, request) throws(APIProblem) in try analyzer.exposedMetrics(request) }.answering(.text).filtered,
        Route(
            .get,
            "/prometheus/analyzer/txt",
            "The numbers of `/analyzer/json` under the names that existing dashboards ask for",
            response: "Prometheus' text format, `sflow_analyzer_agents 7`"
        ) { analyzer, _ in .whole(.text) { analyzer.exposedFigures } }.answering(.text),
    ]

    private func ownMetrics(_ detail: LedgerDetail, _ format: ExpositionFormat) -> [UInt8] {
        var writer = ExpositionWriter(format)
        writer.write(OwnMetrics.all, of: reading)
        writer.write(LedgerMetrics.all, of: LedgerReading(engine, detail))
        writer.finish()
        return writer.take()
    }

    private func exposedMetrics(_ request: APIRequest) throws(APIProblem) -> Answer {
        var names = try metricNames(request.argument("metric"))
        let agents = try request.agents(), filter = request.filter, isAll = names.contains("ALL")
        if isAll { names = engine.metricNames().map(\.name).filter { !MetricCatalogue.standard.isText($0) } }
        return .parts(ExpositionFormat.text.mediaType) { [names] in
            let survey = MetricSurvey(engine, agents, filter)
            return AnyIterator(MetricExposition(survey, names, hasTexts: !isAll, settings.prometheus))
        }
    }
}

extension Answer {
    fileprivate static func whole(_ format: ExpositionFormat, _ text: @escaping @Sendable () -> [UInt8]) -> Answer {
        .parts(format.mediaType) { AnyIterator(CollectionOfOne(text()).makeIterator()) }
    }
}
