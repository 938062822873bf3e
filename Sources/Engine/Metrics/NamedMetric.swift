import MetricStore

/// A metric by its name, as a shard knows it: the standard's, those that applications and labels have, and the flow
/// definition of that name.
struct NamedMetric {
    let definitions: [MetricDefinition]
    /// The number of the name in `MetricNames`.
    let custom: Int?
    let flow: InstalledFlow?
}

/// A `MetricFilter` whose names have been looked up.
typealias NamedFilter = [(metric: NamedMetric, patterns: [String])]

extension Shard {
    func metric(named name: String) -> NamedMetric {
        NamedMetric(
            definitions: MetricCatalogue.standard.byName[name] ?? [],
            custom: metrics.names.number(of: name),
            flow: flows.flow(named: name)
        )
    }

    func resolve(_ filter: MetricFilter) -> NamedFilter {
        filter.map { (metric(named: $0), $1) }
    }
}

extension MetricSource {
    /// The value; the standard's comes before an application's of the same name.
    func value(_ metric: NamedMetric) -> MetricScalar? {
        metric.definitions.lazy.compactMap { value($0) }.first ?? metric.custom.flatMap { custom($0)?.value }
    }
}
