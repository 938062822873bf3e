/// A flow of an answer.
package struct TopFlow: Hashable, Sendable {
    /// The packed key.
    package var key: [UInt64]
    /// The rate per second, estimated from samples; `overcount` is in it.
    package var value: Double
    /// How much of `value` may belong to other flows, at most.
    package var overcount: Double
    /// Samples that the estimate stands on, weighted by their age.
    package var samples: Double
    /// The variance of the estimate that comes from sampling.
    package var variance: Double
    /// Of the data source that saw the flow: of merged ones the largest (`max`) or the first (`sum`).
    package var source: UInt32
    /// The data sources that were merged.
    package var sources = 1

    /// Half the width of the 95 % confidence interval in percent of what was seen; 0 where every packet was.
    package var errorPercent: Double {
        let seen = value - overcount
        return seen > 0 ? 196 * variance.squareRoot() / seen : 0
    }
}
