/// A flow of an answer.
package struct TopFlow: Hashable, Sendable {
    /// The packed key.
    package var key: [UInt64]
    /// The rate per second, estimated from samples; `overcount` is in it. Or what the definition measures instead.
    package var value: Double
    /// How much of `value` may belong to other flows, at most.
    package var overcount: Double
    /// Samples that the estimate stands on, weighted by their age.
    package var samples: Double
    /// The variance of the estimate that comes from sampling; not a number where nothing can be said.
    package var variance: Double
    /// Of the data source that saw the flow: of merged ones the largest (`max`) or the first (`sum`).
    package var source: UInt32
    /// The data sources that were merged.
    package var sources = 1
    /// What else is known of its samples, in the order of the table's extras.
    package internal(set) var extras: [ExtraValue] = []
    /// The first of them is what the definition measures: it is `value`.
    private(set) var leads = false

    /// The definition's further values; one that is not known is not a number.
    package var values: [Double] { extras.dropFirst(leads ? 1 : 0).map(\.number) }

    /// Half the width of the 95 % confidence interval in percent of what was seen; 0 where every packet was, and not a
    /// number where nothing can be said: of the least and the greatest of a sample.
    package var errorPercent: Double {
        let seen = value - overcount
        return seen > 0 ? 196 * variance.squareRoot() / seen : 0
    }

    /// Makes the first extra the flow's value.
    mutating func lead() {
        leads = true
        value = extras[0].number
        variance = extras[0].variance
        overcount = 0
    }

    /// Adds the samples of another data source; the flow stays marked with its first one.
    mutating func add(_ other: TopFlow) {
        value += other.value
        overcount += other.overcount
        samples += other.samples
        variance += other.variance
        for place in extras.indices { extras[place].add(other.extras[place]) }
        if leads { lead() }
    }
}
