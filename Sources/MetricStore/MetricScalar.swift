/// A metric's value: a number, or words.
package enum MetricScalar: Hashable, Sendable {
    case number(Double)
    case text(String)

    /// `nil` for a number that is unknown.
    package init?(_ number: Double) {
        guard number.isFinite else { return nil }
        self = .number(number)
    }
}
