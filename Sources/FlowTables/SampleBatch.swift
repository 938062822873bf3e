/// Samples that came together, of one data source or of several: for each a place in every list.
///
/// What is `@inlinable` is asked for by another module for every batch of every definition.
@safe package struct SampleBatch: ~Escapable {
    /// As many words for each as the keys of the tables have.
    @usableFromInline let keys: Span<UInt64>
    /// The numbers of the data sources.
    @usableFromInline let sources: Span<Int>
    /// What each packet counts: 1, or its bytes.
    @usableFromInline let values: Span<Double>
    /// Each packet stands for so many; less than 1 counts as 1.
    @usableFromInline let samplingRates: Span<Double>
    /// A word for each of the tables' extras: the bits of a number, which is left aside where it is not finite, or a hash.
    @usableFromInline let extras: Span<UInt64>
    @usableFromInline let keyWords: Int

    @inlinable @_lifetime(copy keys, copy sources, copy values, copy samplingRates, copy extras)
    package init(
        keys: Span<UInt64>,
        sources: Span<Int>,
        values: Span<Double>,
        samplingRates: Span<Double>,
        extras: Span<UInt64>
    ) {
        self.keys = keys
        self.sources = sources
        self.values = values
        self.samplingRates = samplingRates
        self.extras = extras
        keyWords = sources.isEmpty ? 0 : keys.count / sources.count
    }

    var count: Int { sources.count }

    @inline(__always) @_lifetime(copy self)
    func key(_ place: Int) -> Span<UInt64> { keys.extracting(place &* keyWords..<(place &+ 1) &* keyWords) }
}
