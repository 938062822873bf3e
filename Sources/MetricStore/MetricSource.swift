import SFlow

/// A data source of an agent: what metrics and flows are kept by.
package struct MetricSource: Sendable {
    /// The number that the shard gave the agent.
    package let agent: Int
    /// Without meaning where it has a `name`.
    package let source: DataSource
    /// What an application calls itself, where that is no data source of the standard; else `nil`.
    package let name: String?
    package var blocks: [MetricBlock] = []
    /// Metrics under names that applications chose.
    package internal(set) var custom: [CustomMetric] = []
    package internal(set) var labels: [DerivedLabel] = []
    /// Bit n: name n of those that are kept for good is among `custom`.
    package internal(set) var reserved: UInt64 = 0
    /// Before then no custom metric is too old, in milliseconds.
    var customExpiry = Int64.max
    /// When anything was last heard of it, in milliseconds of the analyzer's clock.
    package var lastSeen: Int64

    init(agent: Int, source: DataSource, name: String? = nil, now: Int64) {
        self.agent = agent
        self.source = source
        self.name = name
        lastSeen = now
    }

    /// The memory that it holds without any metric: itself, its places in indices, what is followed of it beside its metrics.
    var baseBytes: Int { MemoryLayout<MetricSource?>.stride + 256 + (name.map { 64 + 2 * $0.utf8.count } ?? 0) }

    /// `4` for an interface, `2.1` for the host, `3.100123` for a container, or the application's name.
    package var label: String { name ?? source.description }

    /// Whether nothing that it reported is left.
    var isEmpty: Bool { blocks.isEmpty && custom.isEmpty }

    package func block(_ ordinal: Int) -> MetricBlock? { blocks.first { $0.ordinal == ordinal } }

    package func has(_ metric: MetricDefinition) -> Bool { metric.scope.includes(source) }

    package func value(_ metric: MetricDefinition) -> MetricScalar? {
        guard has(metric) else { return nil }
        return block(metric.ordinal).flatMap { metric.value(in: $0) }
    }

    /// The value under the name of this number, and when it was reported.
    package func custom(_ number: Int) -> (value: MetricScalar, updated: Int64)? {
        if let metric = custom.first(where: { $0.name == number }) { return metric.value.map { ($0, metric.updated) } }
        return labels.first { $0.name == number }.map { (.text($0.text), labelsUpdated) }
    }

    /// When what the labels were made of was reported.
    package var labelsUpdated: Int64 { block(Structures.hostDescription)?.updated ?? lastSeen }
}

extension Structures {
    /// The place of `host_descr` among the counter records.
    package static let hostDescription = counterRecords.firstIndex { $0.format == HostDescription.format }!
}
