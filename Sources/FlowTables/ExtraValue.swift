/// An aggregate of a flow in an answer, with what merging it with others takes.
package enum ExtraValue: Hashable, Sendable {
    case rate(Double)
    /// `weight`: the packets that it is a mean of. `variance`: of the mean, from sampling.
    case average(Double, weight: Double, variance: Double)
    /// Not a number where no packet came in the window.
    case minimum(Double)
    case maximum(Double)
    case distinct(DistinctSketch)

    /// What is shown.
    package var number: Double {
        switch self {
        case .rate(let rate): rate
        case .average(let mean, _, _): mean
        case .minimum(let extreme), .maximum(let extreme): extreme
        case .distinct(let sketch): sketch.estimate
        }
    }

    /// The variance of what is shown; not a number where nothing can be said, as of extremes.
    var variance: Double {
        switch self {
        case .average(_, _, let variance): variance
        case .distinct(let sketch): sketch.variance
        case .rate, .minimum, .maximum: .nan
        }
    }

    /// Adds what another data source saw of the same flow.
    mutating func add(_ other: ExtraValue) {
        switch (self, other) {
        case (.rate(let a), .rate(let b)): self = .rate(a + b)
        case (.average(let a, let m, let v), .average(let b, let n, let w)): self = Self.mean((a, m, v), (b, n, w))
        // Where one is not a number the other is taken.
        case (.minimum(let a), .minimum(let b)): self = .minimum(Double.minimum(a, b))
        case (.maximum(let a), .maximum(let b)): self = .maximum(Double.maximum(a, b))
        case (.distinct(var a), .distinct(let b)):
            self = .rate(0)
            a.formUnion(b)
            self = .distinct(a)
        default: preconditionFailure("a flow's aggregates are the same at every data source")
        }
    }

    private typealias Mean = (value: Double, weight: Double, variance: Double)

    private static func mean(_ a: Mean, _ b: Mean) -> ExtraValue {
        let weight = a.weight + b.weight
        guard a.weight > 0 else { return .average(b.value, weight: b.weight, variance: b.variance) }
        guard b.weight > 0 else { return .average(a.value, weight: a.weight, variance: a.variance) }
        let (p, q) = (a.weight / weight, b.weight / weight)
        return .average(p * a.value + q * b.value, weight: weight, variance: p * p * a.variance + q * q * b.variance)
    }
}
