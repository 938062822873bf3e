import FlowLanguage
import MetricStore
import NetTypes

/// Which agents a question is about.
package enum AgentSelection: Hashable, Sendable {
    case all
    /// By address or by host name, and those of parts of the topology: of these, single data sources may be meant.
    case named(Set<String>, parts: Set<TopologyPart> = [])
}

/// One metric of one data source, as it was last reported.
package struct MetricValue: Hashable, Sendable {
    package var agent: IPAddress
    /// `4` for an interface, `2.1` for the host, `3.100123` for a container.
    package var dataSource: String
    package var name: String
    package var value: MetricScalar
    /// Milliseconds since it was reported.
    package var age: Int
    /// Of a flow, its largest keys, largest first.
    package var topKeys: [TopKey] = []
}

/// One of the largest keys of a flow at a data source.
package struct TopKey: Hashable, Sendable {
    package var key: String
    package var value: Double
}

/// What is to be made of a metric over all the data sources that have it.
package enum Aggregation: String, CaseIterable, Sendable {
    case max, min, sum, avg, `var`, sdev, med, q1, q2, q3, iqr, any
}

/// A metric with an aggregation, as a path names it: `load_one`, `sum:ifinoctets`.
package struct MetricQuery: Hashable, Sendable {
    package var aggregation: Aggregation
    package var name: String
    /// The name as the caller wrote it.
    package var text: String
}

/// The answer to a `MetricQuery`.
package struct Statistic: Sendable {
    package var query: MetricQuery
    /// `nil`: nothing reports the metric.
    package var value: MetricScalar?
    /// The data sources that contributed.
    package var count: Int
    /// The one data source that the value belongs to: with `max`, `min` and `any`.
    package var agent: IPAddress?
    package var dataSource: String?
    /// Its age in milliseconds.
    package var age: Int?
    /// The ages of the most recent and of the oldest contribution.
    package var youngest: Int?
    package var oldest: Int?
    /// Of a flow, the largest keys of the data source that the value belongs to.
    package var topKeys: [TopKey] = []
}

/// Keeps the data sources whose metrics have one of the values: repeated names are alternatives, different names
/// must all hold; `*` in a value stands for anything.
package typealias MetricFilter = [String: [String]]

/// One flow of an answer. Figures are per second; `errorPercent` is at 95 %.
package struct ActiveFlow: Sendable {
    package var key: String
    package var value: Double
    /// The definition's further values; one that is not known is not a number.
    package var values: [Double] = []
    package var agent: IPAddress
    package var dataSource: String
    /// How many data sources were merged.
    package var flowN: Int
    /// The packet samples behind the value, weighted like the value.
    package var samples: Double
    package var errorPercent: Double
    /// By how much the value may be too large because the table was full.
    package var overcount: Double
}

/// What has come from one agent, and what was lost on the way.
package struct AgentStatus: Sendable {
    package var agent: IPAddress
    /// Where its datagrams came from.
    package var sources: [IPAddress] = []
    package var hostName: String?
    package var datagramsReceived = 0, datagramsLost = 0, datagramsDuplicates = 0, datagramsOutOfOrder = 0
    package var flowSamples = 0, flowLostSamples = 0, flowDuplicateSamples = 0, flowOutOfOrderSamples = 0
    package var flowDrops = 0, flowDataSources = 0
    package var counterSamples = 0, counterLostSamples = 0, counterDuplicateSamples = 0
    package var counterOutOfOrderSamples = 0, counterDataSources = 0
    package var discardSamples = 0
    /// Ages in milliseconds.
    package var firstSeen = 0, lastSeen = 0
    /// The agent's own uptime in milliseconds.
    package var uptime = 0
    /// The observed interval between counter samples of the host, in milliseconds; `nil` before the second one.
    package var pollingInterval: Int?
}

/// What has come in altogether.
package struct IngestStatus: Sendable {
    package var agents = 0
    package var datagramsReceived = 0, bytesReceived = 0
    /// Datagrams with a fault, by the kind of their first fault; the name is `sFlowParseErrors` and the kind.
    package var parseErrors: [(kind: String, count: Int)] = []
    /// Those of them that are not of the version of sFlow that is read.
    package var unsupportedVersions = 0
    /// Datagrams that were refused because a bound was reached.
    package var datagramsDiscarded = 0
    package var flowSamples = 0, counterSamples = 0, discardSamples = 0
    /// Samples with metrics of applications and labels of workloads, `rtmetric`.
    package var metricSamples = 0
    /// Samples and records in formats that are not known; they are skipped by their length.
    package var unknownFormats = 0
    package var dataSources = 0, metrics = 0, flowEntries = 0
    /// Bytes of the data sources with their metrics, and of the flow tables.
    package var dataSourceMemory = 0, flowMemory = 0
    /// Data sources, and records of them, that were refused because a bound was reached.
    package var dataSourcesRefused = 0
    /// How often there was no memory for a flow table, or for more in one.
    package var flowEntriesRefused = 0
    /// Texts that flow keys have as values, their bytes, and those that were refused because a bound was reached.
    package var texts = 0, textBytes = 0, textsRefused = 0
    /// Flow records that were made; that could not be, for want of room for their flows, or were not exported; and those of
    /// them that were made before their time for want of room.
    package var flowsGenerated = 0, flowsLost = 0, flowsEndedEarly = 0
    /// Events of thresholds, and those that there was no room for.
    package var eventsGenerated = 0, eventsLost = 0
    /// Metrics of applications that were refused because a bound was reached, or had no name.
    package var metricsRefused = 0
    /// Workloads that run, that have ended and are remembered, and that had to be forgotten before their time.
    package var workloadsRunning = 0, workloadsEnded = 0, workloadsEvicted = 0
}
