/// What a user asks to be measured: keys that name a flow, a value that is summed, a filter, as text.
///
/// `FlowProgram` is what ingest runs; this is what the API stores and gives back.
package struct FlowDefinition: Hashable, Sendable {
    /// Comma-separated flow keys; empty: one flow with an empty key, the total.
    package var keys: String
    /// What is measured of each flow, and what the largest are the largest by.
    package var value: String
    /// Further values of each flow, separated by commas.
    package var values = ""
    /// A boolean expression over keys; empty: every packet.
    package var filter: String
    /// How many of its largest flows each data source is to have at least; tables keep more, and an answer has as many as
    /// it is asked for.
    package var count: Int { didSet { count = count.clamped(to: Self.countRange) } }
    /// The smoothing time constant in seconds.
    package var timeConstant: Double { didSet { timeConstant = timeConstant.clamped(to: Self.timeConstantRange) } }
    /// What stands between the keys of an answer.
    package var separator: String
    /// True: discarded packets instead of sampled ones.
    package var dropped: Bool
    /// Flows are told of one by one when they end: they make records of the flow log.
    package var log = false
    /// They are told of when they begin, and not when they end.
    package var logsStart = false
    /// Of a flow that goes on, a record is made after so many seconds, again and again.
    package var activeTimeout = 60.0 { didSet { activeTimeout = activeTimeout.clamped(to: Self.activeTimeoutRange) } }
    /// How the data sources of a flow become one where a question does not say; empty: `max`.
    package var mergeMode = ""
    /// Who is sent its flows by IPFIX: addresses, or addresses with ports.
    package var ipfixCollectors: [String] = []

    /// Records are made of its flows, for the flow log or for IPFIX collectors.
    package var makesRecords: Bool { log || !ipfixCollectors.isEmpty }

    package static let countRange = 1...1000
    package static let timeConstantRange = 0.2...600.0
    package static let activeTimeoutRange = 1.0...86_400.0

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
        self.count = count.clamped(to: Self.countRange)
        self.timeConstant = timeConstant.clamped(to: Self.timeConstantRange)
        self.separator = separator
        self.dropped = dropped
    }
}

extension Comparable {
    fileprivate func clamped(to range: ClosedRange<Self>) -> Self { min(max(self, range.lowerBound), range.upperBound) }
}
