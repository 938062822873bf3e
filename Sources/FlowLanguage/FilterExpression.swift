/// A filter as it was written.
package indirect enum FilterExpression: Equatable, Sendable {
    case all([FilterExpression])
    case any([FilterExpression])
    case compare(FilterComparison)
}

/// One comparison: whether the key's value is one of those given, or is matched by one of the patterns given.
package struct FilterComparison: Equatable, Sendable {
    package var key: FlowKeyReference
    /// `!=` and `!~`: true where `=` and `~` would be false, also where the sample lacks the key.
    package var isNegated: Bool
    /// The values of `=`.
    package var values: [FlowLiteral] = []
    /// The patterns of `~`, made ready together.
    var pattern: PatternProgram?
    /// `null` is among the values or patterns: true where the sample lacks the key.
    package var acceptsAbsence = false
}

/// A value as a definition has it.
package enum FlowLiteral: Equatable, Sendable {
    case value(UInt128)
    /// A text, which has no number yet.
    case text(String)
}
