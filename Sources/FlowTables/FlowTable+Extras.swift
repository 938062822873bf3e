import Budget
import NetTypes

// The words of a rate are its sum and the sum of squares; of a mean its weight, the squares of the weights, itself and the
// squares of the deviations from it; of a window what is of the current one and of the one before.
extension FlowTable {
    /// What a window has as its extreme before the first sample.
    static let none = Double.nan.bitPattern

    /// The number of the window that a moment is in.
    func window(at now: Double) -> UInt64 {
        UInt64(min(max(now, 0) / FlowExtras.windowLength(timeConstant), 1e18))
    }

    /// Prepares the extras of a record that is new.
    mutating func beginExtras(of record: Int, _ now: Double) {
        guard !extras.isEmpty else { return }
        let first = records.extras(record)
        for word in first..<first + extras.words { records[word] = 0 }
        guard extras.isWindowed else { return }
        records[first] = window(at: now)
        for step in extras.steps where step.aggregate.isExtreme {
            records[first + step.at] = Self.none
            records[first + step.at + 1] = Self.none
        }
    }

    /// Gives back what the extras of a record hold.
    mutating func endExtras(of record: Int) {
        guard extras.hasSketches else { return }
        let first = records.extras(record)
        for step in extras.steps where step.aggregate == .distinct {
            sketches.release(&records[first + step.at])
            sketches.release(&records[first + step.at + 1])
        }
    }

    /// Adds the values of a sample.
    /// - Parameter values: one word for each aggregate: the bits of a number, or a hash of what is to be told apart.
    mutating func addExtras(
        _ values: Span<UInt64>,
        _ contribution: Contribution,
        to record: Int,
        _ window: UInt64,
        _ allowance: inout ByteAllowance
    ) {
        if extras.isWindowed { move(record, toWindow: window) }
        let first = records.extras(record), steps = extras.steps
        for place in values.indices {
            let word = first + steps[place].at, number = Double(bitPattern: values[place])
            switch steps[place].aggregate {
            case .distinct: sketches.insert(mixed(values[place]), into: &records[word], &allowance)
            case _ where !number.isFinite: break
            case .rate: addRate(number, contribution, word)
            case .average: addMean(number, contribution, word)
            case .minimum: records[word] = Double.minimum(Double(bitPattern: records[word]), number).bitPattern
            case .maximum: records[word] = Double.maximum(Double(bitPattern: records[word]), number).bitPattern
            }
        }
    }

    private mutating func addRate(_ number: Double, _ contribution: Contribution, _ word: Int) {
        records.add(contribution.weight * number, at: word)
        records.add(contribution.spread * number * number, at: word + 1)
    }

    /// D. H. D. West, "Updating mean and variance estimates", 1979.
    private mutating func addMean(_ number: Double, _ contribution: Contribution, _ word: Int) {
        records.add(contribution.weight, at: word)
        records.add(contribution.weight * contribution.weight, at: word + 1)
        let weight = Double(bitPattern: records[word]), mean = Double(bitPattern: records[word + 2])
        let next = mean + contribution.weight / weight * (number - mean)
        records[word + 2] = next.bitPattern
        records.add(contribution.spread * (number - mean) * (number - next), at: word + 3)
    }

    /// Values come as hashes; whoever sends packets does not know this one.
    private func mixed(_ value: UInt64) -> UInt32 {
        // The last steps of SplitMix64: a sketch needs every bit to be good.
        var state = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        state = (state ^ state >> 27) &* 0x94d0_49bb_1331_11eb
        return hash(state ^ state >> 31, 0)
    }

    /// Makes the window at hand the current one.
    mutating func move(_ record: Int, toWindow window: UInt64) {
        let first = records.extras(record), current = records[first]
        guard window > current else { return }
        records[first] = window
        for step in extras.steps where step.aggregate.isWindowed {
            let empty = step.aggregate.isExtreme ? Self.none : 0, word = first + step.at
            if step.aggregate == .distinct { sketches.release(&records[word + 1]) }
            records[word + 1] = empty
            if window == current + 1 { records[word + 1] = records[word] } else { forget(word, step.aggregate) }
            records[word] = empty
        }
    }

    private mutating func forget(_ word: Int, _ aggregate: FlowAggregate) {
        if aggregate == .distinct { sketches.release(&records[word]) }
    }

    mutating func rescaleExtras(_ factor: Double) {
        for step in extras.steps {
            for record in 0..<records.count {
                let word = records.extras(record) + step.at
                switch step.aggregate {
                case .rate:
                    records.scale(factor, at: word)
                    records.scale(factor * factor, at: word + 1)
                case .average:
                    records.scale(factor, at: word)
                    records.scale(factor * factor, at: word + 1)
                    records.scale(factor * factor, at: word + 3)
                case .minimum, .maximum, .distinct: break
                }
            }
        }
    }
}

extension FlowAggregate {
    var isExtreme: Bool { self == .minimum || self == .maximum }
}

extension FlowRecords {
    /// Adds to the number that a word is.
    @inline(__always)
    fileprivate mutating func add(_ number: Double, at word: Int) {
        self[word] = (Double(bitPattern: self[word]) + number).bitPattern
    }

    fileprivate mutating func scale(_ factor: Double, at word: Int) {
        self[word] = (Double(bitPattern: self[word]) * factor).bitPattern
    }
}
