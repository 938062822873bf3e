import MetricStore
import NetTypes

extension Engine {
    /// Every metric name with the milliseconds since it was last reported.
    package func metricNames() -> [(name: String, age: Int)] {
        var latest: [String: Int64] = [:]
        forEachShard { shard in
            for (ordinal, definitions) in MetricCatalogue.standard.byStructure.enumerated()
            where !shard.metrics.sourcesByStructure[ordinal].isEmpty {
                for definition in definitions {
                    latest[definition.name] = max(latest[definition.name] ?? .min, shard.metrics.lastUpdate[ordinal])
                }
            }
        }
        let now = now / 1_000_000
        return latest.map { ($0, Int(now - $1)) }.sorted { $0.name < $1.name }
    }

    /// Every metric of the chosen agents.
    package func metrics(_ selection: AgentSelection) -> [MetricValue] { dump(selection, ["ALL"], [:]) }

    /// The named metrics of every data source that has them; `ALL` is every metric.
    package func dump(_ selection: AgentSelection, _ names: [String], _ filter: MetricFilter) -> [MetricValue] {
        var values: [MetricValue] = []
        let now = now, catalogue = MetricCatalogue.standard
        let all = names.contains("ALL")
        let wanted = names.flatMap { catalogue.byName[$0] ?? [] }
        forEachShard { shard in
            let chosen = shard.agents(selection)
            if all {
                shard.forEachSource(of: chosen, filter) { view in
                    for block in view.source.blocks {
                        values += catalogue.byStructure[block.ordinal].compactMap { view.metric($0, now: now) }
                    }
                }
            } else {
                for definition in wanted {
                    shard.forEachSource(with: definition.ordinal, of: chosen, filter) { view in
                        if let value = view.metric(definition, now: now) { values.append(value) }
                    }
                }
            }
        }
        return values
    }

    /// One value for each query over all the data sources that have the metric.
    package func statistics(
        _ selection: AgentSelection,
        _ queries: [MetricQuery],
        _ filter: MetricFilter
    ) -> [Statistic] {
        queries.map { statistic($0, dump(selection, [$0.name], filter)) }
    }

    private func statistic(_ query: MetricQuery, _ values: [MetricValue]) -> Statistic {
        var statistic = Statistic(query: query, count: values.count)
        statistic.youngest = values.map(\.age).min()
        statistic.oldest = values.map(\.age).max()
        guard let one = pick(query.aggregation, values) else {
            let numbers = values.compactMap(\.number)
            statistic.value = query.aggregation.compute(numbers).flatMap { MetricScalar($0) }
            return statistic
        }
        statistic.value = one.value
        statistic.agent = one.agent
        statistic.dataSource = one.dataSource
        statistic.age = one.age
        return statistic
    }

    /// The one value that stands for all, where the aggregation chooses rather than computes.
    private func pick(_ aggregation: Aggregation, _ values: [MetricValue]) -> MetricValue? {
        switch aggregation {
        case .any: values.first
        case .max: values.max { $0.value < $1.value }
        case .min: values.min { $0.value < $1.value }
        default: nil
        }
    }

    /// A row for each data source that has all the named metrics (those in `optional` may be missing).
    package func table(
        _ selection: AgentSelection,
        _ names: [String],
        optional: Set<String>,
        _ filter: MetricFilter
    ) -> [[MetricValue?]] {
        var rows: [[MetricValue?]] = []
        let now = now
        forEachShard { shard in
            let chosen = shard.agents(selection)
            shard.forEachSource(of: chosen, filter) { view in
                let row = names.map { view.metric(named: $0, now: now) }
                let complete = zip(names, row).allSatisfy { $1 != nil || optional.contains($0) }
                if complete, row.contains(where: { $0 != nil }) { rows.append(row) }
            }
        }
        return rows
    }
}

extension MetricValue {
    fileprivate var number: Double? {
        if case .number(let number) = value { number } else { nil }
    }
}

extension MetricScalar {
    /// Numbers by size, then words by their order.
    static func < (a: MetricScalar, b: MetricScalar) -> Bool {
        switch (a, b) {
        case (.number(let a), .number(let b)): a < b
        case (.text(let a), .text(let b)): a < b
        case (.number, .text): true
        case (.text, .number): false
        }
    }
}
