import FlowLanguage
import FlowTables
import MetricStore

/// A definition is also a metric of every data source that has flows of it: the value of the largest, and without keys the
/// total. It is made when it is asked for; packets cost nothing more. A metric of the same name goes before it.
extension InstalledFlow {
    /// The largest flows of a data source, and when, in milliseconds, the last packet of any came; `nil` where there is none.
    func metric(of source: Int, now: Double) -> (top: [TopFlow], updated: Int64)? {
        guard tables.has(source) else { return nil }
        let top = tables[source].top(shared.program.definition.count, now: now)
        return top.isEmpty ? nil : (top, Int64(tables[source].lastUpdate * 1000))
    }

    func hasMetric(of source: Int, now: Double) -> Bool {
        tables.has(source) && tables[source].hasFlows(now: now)
    }

    /// When, in milliseconds, the last packet of any flow came.
    var lastUpdate: Int64? {
        tables.indices.filter { tables.has($0) }.map { Int64(tables[$0].lastUpdate * 1000) }.max()
    }
}

extension SourceView {
    /// The metric that a definition is, unless the source has a metric of that name.
    func metric(_ flow: InstalledFlow, unless metric: NamedMetric, now: Int64) -> MetricValue? {
        guard source.value(metric) == nil, let (top, updated) = flow.metric(of: number, now: Double(now) / 1e9),
            let value = MetricScalar(top[0].value)
        else { return nil }
        var answer = MetricValue(
            agent: address,
            dataSource: source.label,
            name: flow.name,
            value: value,
            age: max(Int(now / 1_000_000 - updated), 0)
        )
        answer.topKeys = top.map { TopKey(key: flow.shared.program.render($0.key.span), value: $0.value) }
        return answer
    }
}

extension Shard {
    /// The definition of that name as a metric of every chosen data source that has flows of it.
    func dumpFlow(
        _ flow: InstalledFlow,
        of chosen: SourceChoice?,
        _ filter: NamedFilter,
        now: Int64,
        into values: inout [MetricValue]
    ) {
        let metric = metric(named: flow.name)
        for number in flow.tables.indices where flow.tables.has(number) {
            guard let view = view(number, chosen), view.passes(filter),
                let value = view.metric(flow, unless: metric, now: now)
            else { continue }
            values.append(value)
        }
    }
}
