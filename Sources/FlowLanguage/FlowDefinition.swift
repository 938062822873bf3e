/// What a user asks to be measured: keys that name a flow, a value that is summed, a filter, as text.
///
/// `FlowProgram` is what ingest runs; this is what the API stores and gives back.
package struct FlowDefinition: Hashable, Sendable {
    /// Comma-separated flow keys; empty: one flow with an empty key, the total.
    package var keys: String
    /// `bytes` or `frames`.
    package var value: String
    /// A boolean expression over keys; empty: every packet.
    package var filter: String
    /// How many of its largest flows each data source is to have at least; tables keep more, and an answer has as many as
    /// it is asked for.
    package var count: Int
    /// The smoothing time constant in seconds.
    package var timeConstant: Double
    /// What stands between the keys of an answer.
    package var separator: String
    /// True: discarded packets instead of sampled ones.
    package var dropped: Bool

    package static let countRange = 1...1000
    package static let timeConstantRange = 0.2...600.0

    package init(
        keys: String = "",
        value: String,
        filter: String = "",
        count: Int = 5,
        timeConstant: Double = 2,
        separator: String = ",",
        dropped: Bool = false
    ) {
        self.keys = keys
        self.value = value
        self.filter = filter
        self.count = min(max(count, Self.countRange.lowerBound), Self.countRange.upperBound)
        self.timeConstant = min(max(timeConstant, Self.timeConstantRange.lowerBound), Self.timeConstantRange.upperBound)
        self.separator = separator
        self.dropped = dropped
    }
}
