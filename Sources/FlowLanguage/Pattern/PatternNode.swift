/// A pattern as it was written.
indirect enum PatternNode: Equatable, Sendable {
    /// One character of these.
    case set(CodePointSet)
    /// One behind the other; none: the empty text.
    case sequence([PatternNode])
    /// One of these.
    case choice([PatternNode])
    /// As often as `least` to `most` times; without `most` as often as it likes.
    case repeated(PatternNode, least: Int, most: Int?)
    /// Where the value begins.
    case start
    /// Where the value ends.
    case end
}

/// What is wrong with a pattern, and where, in bytes of it.
struct PatternFault: Error {
    var problem: FlowSyntaxError.Problem
    var expected: String?
    var range: Range<Int>
}
