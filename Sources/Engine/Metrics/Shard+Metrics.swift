import MetricStore
import NetTypes
import SFlow

/// A data source as an answer is made of it.
struct SourceView {
    /// The number of the data source.
    let number: Int
    let address: IPAddress
    let source: MetricSource
    let host: MetricSource?
}

extension Shard {
    func host(of agent: Int) -> MetricSource? {
        metrics.known(agent: agent, .host).flatMap { metrics.sources[$0] }
    }

    /// Visits the sources that may have a metric, among the chosen ones, that pass the filter.
    func forEachSource(
        with metric: MetricDefinition,
        of chosen: SourceChoice?,
        _ filter: NamedFilter,
        _ body: (SourceView) -> Void
    ) {
        metrics.forEachSource(with: metric) { number in
            if let view = view(number, chosen), view.passes(filter) { body(view) }
        }
    }

    /// Visits the sources that have a metric under a name of an application.
    func forEachSource(
        withCustom name: Int,
        of chosen: SourceChoice?,
        _ filter: NamedFilter,
        _ body: (SourceView) -> Void
    ) {
        for number in metrics.names.sources(name) {
            if let view = view(number, chosen), view.passes(filter) { body(view) }
        }
    }

    /// Visits every chosen source that passes the filter.
    func forEachSource(of chosen: SourceChoice?, _ filter: NamedFilter, _ body: (SourceView) -> Void) {
        func visit(_ number: Int) {
            if let view = view(number, chosen), view.passes(filter) { body(view) }
        }
        guard let chosen else {
            for number in metrics.sources.indices { visit(number) }
            return
        }
        for agent in chosen.agents { metrics.forEachSource(ofAgent: agent) { visit($0) } }
    }

    /// `nil` where there is none of that number, or it is not chosen.
    func view(_ number: Int, _ chosen: SourceChoice?) -> SourceView? {
        guard let source = metrics.sources[number], chosen?.includes(source) ?? true,
            let agent = agents.states[source.agent]
        else { return nil }
        return SourceView(number: number, address: agent.address, source: source, host: host(of: source.agent))
    }
}

extension SourceView {
    /// A filter's metric is looked for at the source itself, then at its host.
    func passes(_ filter: NamedFilter) -> Bool {
        filter.allSatisfy { metric, patterns in
            guard let value = source.value(metric) ?? host?.value(metric) else { return false }
            return patterns.contains { matches(value.text, pattern: $0) }
        }
    }

    func metric(_ definition: MetricDefinition, now: Int64) -> MetricValue? {
        guard source.has(definition), let block = source.block(definition.ordinal),
            let value = definition.value(in: block)
        else { return nil }
        return metric(definition.name, value, updated: block.updated, now: now)
    }

    /// A metric under a name that is not the standard's.
    func metric(custom number: Int, _ name: String, now: Int64) -> MetricValue? {
        guard let (value, updated) = source.custom(number) else { return nil }
        return metric(name, value, updated: updated, now: now)
    }

    func metric(_ metric: NamedMetric, _ name: String, now: Int64) -> MetricValue? {
        for definition in metric.definitions {
            if let value = self.metric(definition, now: now) { return value }
        }
        return metric.custom.flatMap { self.metric(custom: $0, name, now: now) }
            ?? metric.flow.flatMap { self.metric($0, unless: metric, now: now) }
    }

    /// Whether there is anything to be shown of it.
    func has(_ metric: NamedMetric, now: Int64) -> Bool {
        source.value(metric) != nil || metric.flow?.hasMetric(of: number, now: Double(now) / 1e9) ?? false
    }

    /// The metric under a name of an application, unless the source has the standard's of that name.
    func customMetric(_ metric: NamedMetric, _ name: String, now: Int64) -> MetricValue? {
        guard let custom = metric.custom, metric.definitions.allSatisfy({ source.value($0) == nil }) else { return nil }
        return self.metric(custom: custom, name, now: now)
    }

    private func metric(_ name: String, _ value: MetricScalar, updated: Int64, now: Int64) -> MetricValue {
        MetricValue(
            agent: address,
            dataSource: source.label,
            name: name,
            value: value,
            age: max(Int(now / 1_000_000 - updated), 0)
        )
    }
}

extension MetricScalar {
    /// As a filter sees it: whole numbers without a fraction.
    var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
        }
    }
}
