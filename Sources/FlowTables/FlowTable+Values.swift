extension FlowTable {
    /// The aggregates of a record at a moment.
    /// - Parameters:
    ///   - weight: of a sum, as of now.
    ///   - divisor: of a sum that is to be a rate.
    func values(of record: Int, weight: Double, divisor: Double, now: Double) -> [ExtraValue] {
        extras.steps.indices.map { value($0, of: record, weight: weight, divisor: divisor, now: now) }
    }

    /// One of them.
    func value(_ place: Int, of record: Int, weight: Double, divisor: Double, now: Double) -> ExtraValue {
        let step = extras.steps[place], word = records.extras(record) + step.at
        return switch step.aggregate {
        case .rate: .rate(number(word) * weight / divisor)
        case .average: mean(word, weight)
        case .minimum: .minimum(extreme(of: record, word, now, Double.minimum))
        case .maximum: .maximum(extreme(of: record, word, now, Double.maximum))
        case .distinct: .distinct(sketch(of: record, word, now))
        }
    }

    private func number(_ word: Int) -> Double { Double(bitPattern: records[word]) }

    /// The deviations are from a mean that was made of the same samples: nothing can be said of a single one.
    private func mean(_ word: Int, _ weight: Double) -> ExtraValue {
        let sum = number(word)
        guard sum > 0 else { return .average(.nan, weight: 0, variance: .nan) }
        let count = sum * sum / number(word + 1)
        let variance = count > 1.000_001 ? number(word + 3) / (sum * sum) * count / (count - 1) : .nan
        return .average(number(word + 2), weight: sum * weight, variance: variance)
    }

    /// How many of the record's windows, the current one first, still count.
    private func windows(of record: Int, _ now: Double) -> Range<Int> {
        let age = Int64(bitPattern: window(at: now)) - Int64(bitPattern: records[records.extras(record)])
        return age <= 0 ? 0..<2 : age == 1 ? 0..<1 : 0..<0
    }

    private func extreme(of record: Int, _ word: Int, _ now: Double, _ choose: (Double, Double) -> Double) -> Double {
        windows(of: record, now).reduce(.nan) { choose($0, number(word + $1)) }
    }

    private func sketch(of record: Int, _ word: Int, _ now: Double) -> DistinctSketch {
        var sketch = DistinctSketch()
        for place in windows(of: record, now) { sketches.add(records[word + place], to: &sketch) }
        return sketch
    }
}
