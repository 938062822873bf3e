import MetricStore
import NetTypes

extension Engine {
    /// Every metric name with the milliseconds since it was last reported.
    package func metricNames() -> [(name: String, age: Int)] {
        var latest: [String: Int64] = [:]
        forEachShard { shard in
            for definition in MetricCatalogue.standard.byStructure.joined() {
                guard let updated = shard.metrics.lastUpdate(of: definition) else { continue }
                latest[definition.name] = max(latest[definition.name] ?? .min, updated)
            }
            for (name, updated) in shard.metrics.names.inUse { latest[name] = max(latest[name] ?? .min, updated) }
            for flow in shard.flows.installed {
                if let updated = flow.lastUpdate { latest[flow.name] = max(latest[flow.name] ?? .min, updated) }
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
        let all = names.contains("ALL"), topology = resolvedTopology
        forEachShard { shard in
            let chosen = shard.choice(selection, topology), filter = shard.resolve(filter)
            if all {
                shard.dumpAll(of: chosen, filter, now: now, into: &values)
            } else {
                for name in names { shard.dump(name, of: chosen, filter, now: now, into: &values) }
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
        statistic.topKeys = one.topKeys
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
        let now = now, topology = resolvedTopology
        forEachShard { shard in
            let chosen = shard.choice(selection, topology), filter = shard.resolve(filter)
            let columns = names.map { (name: $0, metric: shard.metric(named: $0)) }
            let required = columns.filter { !optional.contains($0.name) }
            shard.forEachSource(of: chosen, filter) { view in
                // Most sources lack one: nothing is made of those.
                guard required.allSatisfy({ view.has($0.metric, now: now) }) else { return }
                let row = columns.map { view.metric($0.metric, $0.name, now: now) }
                if row.contains(where: { $0 != nil }) { rows.append(row) }
            }
        }
        return rows
    }
}

extension Shard {
    fileprivate func dumpAll(
        of chosen: SourceChoice?,
        _ filter: NamedFilter,
        now: Int64,
        into values: inout [MetricValue]
    ) {
        let catalogue = MetricCatalogue.standard
        forEachSource(of: chosen, filter) { view in
            for block in view.source.blocks {
                values += catalogue.byStructure[block.ordinal].compactMap { view.metric($0, now: now) }
            }
            let custom = view.source.custom.map(\.name) + view.source.labels.map(\.name)
            values += custom.compactMap { number in
                let name = metrics.names.text(Int(number))
                return view.customMetric(metric(named: name), name, now: now)
            }
        }
        for flow in flows.installed { dumpFlow(flow, of: chosen, filter, now: now, into: &values) }
    }

    fileprivate func dump(
        _ name: String,
        of chosen: SourceChoice?,
        _ filter: NamedFilter,
        now: Int64,
        into values: inout [MetricValue]
    ) {
        let metric = metric(named: name)
        for definition in metric.definitions {
            forEachSource(with: definition, of: chosen, filter) { view in
                if let value = view.metric(definition, now: now) { values.append(value) }
            }
        }
        if let custom = metric.custom {
            forEachSource(withCustom: custom, of: chosen, filter) { view in
                if let value = view.customMetric(metric, name, now: now) { values.append(value) }
            }
        }
        if let flow = metric.flow { dumpFlow(flow, of: chosen, filter, now: now, into: &values) }
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
