/// A filter as it was written.
package indirect enum FilterExpression: Equatable, Sendable {
    case all([FilterExpression])
    case any([FilterExpression])
    case compare(FilterComparison)
}

/// One comparison: whether the key's value is one of those given.
package struct FilterComparison: Equatable, Sendable {
    package var key: FlowKeyReference
    /// `!=`: true where `=` would be false, also where the sample lacks the key.
    package var isNegated: Bool
    package var values: [UInt128]
    /// `null` is among the values: true where the sample lacks the key.
    package var acceptsAbsence: Bool
}
