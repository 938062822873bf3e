import MetricStore
import NetTypes
import SFlow

/// A data source as an answer is made of it.
struct SourceView {
    let address: IPAddress
    let source: MetricSource
    let host: MetricSource?
}

extension Shard {
    /// The numbers of the chosen agents; `nil`: all.
    func agents(_ selection: AgentSelection) -> Set<Int>? {
        guard case .named(let names) = selection else { return nil }
        var chosen: Set<Int> = []
        for (number, state) in agents.states.enumerated() {
            guard let state else { continue }
            if names.contains(state.address.description) {
                chosen.insert(number)
            } else if let host = host(of: number).flatMap({ hostName(of: $0) }), names.contains(host) {
                chosen.insert(number)
            }
        }
        return chosen
    }

    private func host(of agent: Int) -> MetricSource? {
        metrics.known(agent: agent, .host).flatMap { metrics.sources[$0] }
    }

    /// Visits the sources that have a structure, among the chosen agents, that pass the filter.
    func forEachSource(
        with ordinal: Int,
        of chosen: Set<Int>?,
        _ filter: MetricFilter,
        _ body: (SourceView) -> Void
    ) {
        for number in metrics.sourcesByStructure[ordinal] {
            if let view = view(number, chosen), view.passes(filter) { body(view) }
        }
    }

    /// Visits every source of the chosen agents that passes the filter.
    func forEachSource(of chosen: Set<Int>?, _ filter: MetricFilter, _ body: (SourceView) -> Void) {
        for number in metrics.sources.indices {
            if let view = view(number, chosen), view.passes(filter) { body(view) }
        }
    }

    private func view(_ number: Int, _ chosen: Set<Int>?) -> SourceView? {
        guard let source = metrics.sources[number], chosen?.contains(source.agent) ?? true,
            let agent = agents.states[source.agent]
        else { return nil }
        return SourceView(address: agent.address, source: source, host: host(of: source.agent))
    }
}

extension SourceView {
    /// A filter's metric is looked for at the source itself, then at its host.
    func passes(_ filter: MetricFilter) -> Bool {
        filter.allSatisfy { name, patterns in
            guard let definitions = MetricCatalogue.standard.byName[name] else { return false }
            let candidates = [source, host].compactMap(\.self)
            let value = candidates.lazy.compactMap { candidate in
                definitions.lazy.compactMap { candidate.value($0) }.first
            }
            guard let text = value.first?.text else { return false }
            return patterns.contains { matches(text, pattern: $0) }
        }
    }

    func metric(_ definition: MetricDefinition, now: Int64) -> MetricValue? {
        guard let block = source.block(definition.ordinal), let value = definition.value(in: block) else { return nil }
        return MetricValue(
            agent: address,
            dataSource: source.source.description,
            name: definition.name,
            value: value,
            age: max(Int(now / 1_000_000 - block.updated), 0)
        )
    }

    func metric(named name: String, now: Int64) -> MetricValue? {
        for definition in MetricCatalogue.standard.byName[name] ?? [] {
            if let value = metric(definition, now: now) { return value }
        }
        return nil
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
