import FlowTables
import MetricStore
import NetTypes
import SFlow
import Synchronization

/// Metrics of many data sources, asked for one after another. What the data sources are called is found out once, and no shard
/// waits for more than a part of an answer.
package struct MetricSurvey {
    /// A value of the metric; `source` counts the data sources from 0.
    package struct Reading: Hashable, Sendable {
        package var source: Int
        package var value: MetricScalar
    }

    /// What tells data sources apart in an answer: sub-agents that use the same number are one.
    private struct Key: Hashable {
        var agent: IPAddress
        var source: DataSource
        var name: String?
    }

    private var newSources: [SourceNames] = []
    private var places: [Key: Int] = [:]
    /// By place, the number of the question that it was last read for.
    private var lastRead: [Int] = []
    private var questions = 0
    private let engine: Engine
    private let filter: MetricFilter
    /// By shard.
    private let chosen: [SourceChoice?]

    /// Data sources that are read while their shard waits.
    private static let slice = 4096

    package init(_ engine: Engine, _ selection: AgentSelection, _ filter: MetricFilter) {
        self.engine = engine
        self.filter = filter
        let topology = engine.resolvedTopology
        chosen = engine.cells.map { cell in cell.shard.withLock { $0.choice(selection, topology) } }
    }

    /// The latest value of a metric of every chosen data source that has it.
    package mutating func readings(of name: String) -> [Reading] {
        var readings: [Reading] = []
        questions += 1
        for (cell, chosen) in zip(engine.cells, chosen) {
            let numbers = cell.shard.withLock { $0.sources(with: $0.metric(named: name), of: chosen) }.sorted()
            for start in stride(from: 0, to: numbers.count, by: Self.slice) {
                let slice = numbers[start..<min(start + Self.slice, numbers.count)]
                cell.shard.withLock { read(name, of: slice, chosen, &$0, into: &readings) }
            }
        }
        return readings
    }

    /// What the data sources are called that readings have had for the first time since this was last asked, by their numbers.
    package mutating func takeNewSources() -> [SourceNames] {
        defer { newSources = [] }
        return newSources
    }

    private mutating func read(
        _ name: String,
        of numbers: ArraySlice<Int>,
        _ chosen: SourceChoice?,
        _ shard: inout Shard,
        into readings: inout [Reading]
    ) {
        // Names and numbers may have become others' since the slice before.
        let metric = shard.metric(named: name), filter = shard.resolve(filter), now = engine.now
        for number in numbers {
            guard let view = shard.view(number, chosen), view.passes(filter), let value = view.value(metric, now: now)
            else { continue }
            let source = place(of: view, shard)
            guard lastRead[source] < questions else { continue }
            lastRead[source] = questions
            readings.append(Reading(source: source, value: value))
        }
    }

    private mutating func place(of view: SourceView, _ shard: borrowing Shard) -> Int {
        let key = Key(agent: view.address, source: view.source.source, name: view.source.name)
        if let place = places[key] { return place }
        let place = lastRead.count
        places[key] = place
        newSources.append(shard.names(of: view))
        lastRead.append(0)
        return place
    }
}

extension Shard {
    /// The numbers of the data sources that may have a metric, among the chosen ones.
    fileprivate func sources(with metric: NamedMetric, of chosen: SourceChoice?) -> Set<Int> {
        var numbers: Set<Int> = []
        if let chosen {
            for agent in chosen.agents { metrics.forEachSource(ofAgent: agent) { numbers.insert($0) } }
            return numbers
        }
        for definition in metric.definitions { metrics.forEachSource(with: definition) { numbers.insert($0) } }
        if let custom = metric.custom { numbers.formUnion(metrics.names.sources(custom)) }
        if let flow = metric.flow { numbers.formUnion(flow.tables.indices.filter { flow.tables.has($0) }) }
        return numbers
    }
}

extension SourceView {
    /// The standard's metric of that name, else an application's, else what the flow definition comes to.
    fileprivate func value(_ metric: NamedMetric, now: Int64) -> MetricScalar? {
        if let value = source.value(metric) { return value }
        guard let (top, _) = metric.flow?.metric(of: number, now: Double(now) / 1e9) else { return nil }
        return MetricScalar(top[0].value)
    }
}
