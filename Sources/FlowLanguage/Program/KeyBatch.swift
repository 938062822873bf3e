/// The packed keys that a program made of the samples of a datagram, one behind the other, and what each is to be counted
/// with. Made once, and used again and again.
///
/// What is `@inlinable` is asked for by another module for every batch of every definition.
package struct KeyBatch: ~Copyable, Sendable {
    /// Keys in use.
    @usableFromInline package internal(set) var count = 0
    /// Words of each key.
    @usableFromInline package internal(set) var keyWords = 0
    /// Extras of each key.
    @usableFromInline package internal(set) var extraCount = 0
    // One word more, so that there is room for the last store.
    @usableFromInline var words = Array(repeating: UInt64(0), count: PacketSamples.limit * KeyBuffer.wordLimit + 1)
    @usableFromInline var values = Array(repeating: 0.0, count: PacketSamples.limit)
    @usableFromInline var rates = Array(repeating: 0.0, count: PacketSamples.limit)
    @usableFromInline var sources = Array(repeating: 0, count: PacketSamples.limit)
    @usableFromInline var extras = Array(repeating: UInt64(0), count: PacketSamples.limit * FlowMeasure.limit)

    package init() {}

    /// The data source that the key at `index` is of.
    @inlinable
    package func source(_ index: Int) -> Int { sources[index] }

    /// The words of those keys.
    @inlinable @_lifetime(borrow self)
    package func keys(_ range: Range<Int>) -> Span<UInt64> {
        words.span.extracting(range.lowerBound * keyWords..<range.upperBound * keyWords)
    }

    /// What is measured of them beside that, `extraCount` words for each: the bit pattern of a `Double`, and where
    /// different values are counted a hash of the value.
    @inlinable @_lifetime(borrow self)
    package func extras(_ range: Range<Int>) -> Span<UInt64> {
        extras.span.extracting(range.lowerBound * extraCount..<range.upperBound * extraCount)
    }

    /// The data sources that those keys are of.
    @inlinable @_lifetime(borrow self)
    package func sources(_ range: Range<Int>) -> Span<Int> { sources.span.extracting(range) }

    /// What each of their packets counts, before it is multiplied by the sampling rate: 1 where the definition's value is no
    /// rate.
    @inlinable @_lifetime(borrow self)
    package func values(_ range: Range<Int>) -> Span<Double> { values.span.extracting(range) }

    /// One packet in how many was sampled.
    @inlinable @_lifetime(borrow self)
    package func samplingRates(_ range: Range<Int>) -> Span<Double> { rates.span.extracting(range) }
}
