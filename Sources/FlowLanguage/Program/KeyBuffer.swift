/// Room for the packed key of one sample: inline, and used again for each.
package struct KeyBuffer: Sendable {
    /// Words of the widest key that a definition may have.
    package static let wordLimit = 16

    /// The key in the words that `FlowProgram.keyWords` counts. One more is room for the last store.
    package var words = InlineArray<17, UInt64>(repeating: 0)

    package init() {}

    /// The first `count` words.
    @_lifetime(borrow self) @inlinable
    package func key(_ count: Int) -> Span<UInt64> { words.span.extracting(0..<count) }
}
