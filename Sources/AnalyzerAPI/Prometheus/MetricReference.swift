import Exposition

/// The reference page of what the analyzer exposes of itself, Markdown.
package enum MetricReference {
    package static var page: String {
        let lines =
            [introduction, "", "## /metrics", "", head("metric", "labels")] + OwnMetrics.all.map { row($0.family) }
            + ["", ledger, "", head("metric", "labels")] + LedgerMetrics.all.map { row($0.family) }
            + ["", analyzer, "", head("metric", "`/analyzer/json`")] + AnalyzerFigure.all.flatMap(rows)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func head(_ first: String, _ last: String) -> String {
        "| \(first) | kind | unit | \(last) | meaning |\n|---|---|---|---|---|"
    }

    private static func row(_ family: MetricFamily) -> String {
        let labels = family.labels.map { "`\($0)`" }.joined(separator: " ")
        return "| `\(family.sampleName)` | \(family.kind.rawValue) | \(family.unit) | \(labels) | \(family.help) |"
    }

    private static func rows(_ figure: AnalyzerFigure) -> [String] {
        figure.families(PrometheusSettings().prefix).map { family in
            let kind = figure.isCounter ? "counter" : "gauge"
            return "| `\(family.sampleName)` | \(kind) | \(figure.unit.name) | `\(figure.member)` | \(figure.meaning) |"
        }
    }

    private static let introduction = """
        # Metrics of the analyzer itself

        <!-- Made from the declarations in Sources/AnalyzerAPI/Prometheus; a test compares the two. -->

        For Prometheus; how to scrape them is in [Prometheus](../prometheus.md). The metrics of the cluster, which
        `/prometheus/metrics` has, are in [sFlow structures](structures.md) and [Fields of workloads](workloads.md).
        """

    private static let ledger = """
        ### The ledger

        What came of each agent, and what did not: at `/metrics` as well, unless `?ledger=none`. Of data sources there are those
        that packets are sampled at. What is lost and comes after all is `lost` and `out_of_order`, so that no counter shrinks:
        `lost - out_of_order` is what the [ledger](../ledger.md) has as lost.
        """

    private static let analyzer = """
        ## /prometheus/analyzer/txt

        The numbers of `/analyzer/json`. The names are those that existing dashboards ask for; `sflow_` is what
        `prometheus.metric.prefix` says. Counters whose names do not end in `_total` are said to be `untyped`, and so are gauges
        whose names end as those of a histogram do.
        """
}

extension AnalyzerFigure.Unit {
    fileprivate var name: String {
        switch self {
        case .plain: ""
        case .bytes: "bytes"
        case .milliseconds: "seconds"
        }
    }
}
