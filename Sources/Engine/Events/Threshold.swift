import NetTypes

/// A value that a metric of a data source, or a flow, is not to exceed.
package struct Threshold: Hashable, Sendable {
    /// The name of a metric or of a flow definition.
    package var metric: String
    package var value: Double
    /// Only data sources that pass it.
    package var filter: MetricFilter
    /// Of a flow definition: an event for each key, where otherwise there is one for each data source.
    package var byFlow: Bool
    /// For how many seconds the value must have been at or below the threshold before the next event.
    package var timeout: Double

    package static let timeoutRange = 0.0...86_400.0, timeoutDefault = 2.0

    package init(
        metric: String,
        value: Double,
        filter: MetricFilter = [:],
        byFlow: Bool = false,
        timeout: Double = timeoutDefault
    ) {
        self.metric = metric
        self.value = value
        self.filter = filter
        self.byFlow = byFlow
        self.timeout = min(max(timeout, Self.timeoutRange.lowerBound), Self.timeoutRange.upperBound)
    }
}

/// Something that happened: a value exceeded its threshold.
package struct ThresholdEvent: Hashable, Sendable {
    /// Counts from 1 at the start of the analyzer.
    package internal(set) var eventID = 0
    /// Milliseconds since 1970.
    package var timestamp: Int64
    /// The name of the threshold.
    package var thresholdID: String
    package var metric: String
    /// What was exceeded.
    package var threshold: Double
    package var value: Double
    package var agent: IPAddress
    package var dataSource: String
    /// With `byFlow`, the key.
    package var flowKey: String?
    /// With `byFlow`, the definition's further values; one that is not known is not a number.
    package var values: [Double] = []
}

/// Why a threshold was refused: there are that many already.
package struct TooManyThresholds: Error, Hashable, Sendable {
    package let limit: Int
}
