/// What is made of the values of a flow's samples, beside the rate that its table orders by.
package enum FlowAggregate: Hashable, Sendable {
    /// The sum per second, smoothed like the table's own.
    case rate
    /// The mean over packets, weighted like the rate.
    case average
    /// The least and the greatest of the last one to two windows.
    case minimum, maximum
    /// How many different ones there were in the last one to two windows.
    case distinct
}

/// The aggregates of a definition, and where a record keeps them.
package struct FlowExtras: Hashable, Sendable {
    /// One aggregate and the place of its words behind a record's own numbers.
    struct Step: Hashable, Sendable {
        var aggregate: FlowAggregate
        var at: Int
    }

    let steps: [Step]
    /// The first is what the definition measures: answers are ordered by it.
    package let leads: Bool
    /// Words of a record.
    let words: Int
    /// The first word is the number of the window that the record was last moved to.
    let isWindowed: Bool
    let hasSketches: Bool
    package let isEmpty: Bool

    /// - Parameter leads: whether the first is what the definition measures, instead of a rate.
    package init(_ aggregates: [FlowAggregate] = [], leads: Bool = false) {
        isWindowed = aggregates.contains { $0.isWindowed }
        hasSketches = aggregates.contains(.distinct)
        isEmpty = aggregates.isEmpty
        self.leads = leads && !aggregates.isEmpty
        var at = isWindowed ? 1 : 0
        steps = aggregates.map { aggregate in
            defer { at += aggregate.words }
            return Step(aggregate: aggregate, at: at)
        }
        words = at
    }

    package var count: Int { steps.count }

    /// The length of a window in seconds, for definitions of this time constant: what agents send once a second would leave
    /// shorter ones empty.
    static func windowLength(_ timeConstant: Double) -> Double { max(timeConstant, 1) }
}

extension FlowAggregate {
    var isWindowed: Bool {
        switch self {
        case .minimum, .maximum, .distinct: true
        case .rate, .average: false
        }
    }

    /// A rate: sum and squares. A mean: sums of weights and of their squares, mean, squares of deviations. Of windows: the
    /// current one and the one before.
    var words: Int { self == .average ? 4 : 2 }
}
