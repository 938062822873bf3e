/// A filter as it was written.
package indirect enum FilterExpression: Sendable {
    case all([FilterExpression])
    case any([FilterExpression])
    case compare(FilterComparison)
}

/// One comparison: whether the value is one of those given, or is matched by one of the patterns given.
package struct FilterComparison: Sendable {
    var operand: TypedExpression
    /// `!=` and `!~`: true where `=` and `~` would be false, also where the sample lacks the key.
    var isNegated: Bool
    /// The values of `=`. With patterns, only `null` may be among them.
    var values = LiteralSet()
    /// The patterns of `~`, made ready together.
    var pattern: PatternProgram?
}
