import Budget
import NetTypes

extension FlowTable {
    /// Adds samples that came together; returns by how many flows the table has grown.
    ///
    /// All are looked up in the index, then held against their records, before any is added: so their cache misses overlap.
    /// - Parameters:
    ///   - keys: `keyWords` words for each sample.
    ///   - values: what each packet counts: 1, or its bytes.
    ///   - samplingRates: each packet stands for so many; less than 1 counts as 1.
    ///   - extras: a word for each of the table's extras, for each sample: the bits of a number, which is left aside where it
    ///     is not finite, or a hash.
    ///   - decay: of the batch that the samples are in.
    ///   - allowance: where memory is taken from; a table that gets none lets newcomers take the places of the smallest.
    package mutating func update(
        _ keys: Span<UInt64>,
        values: Span<Double>,
        samplingRates: Span<Double>,
        extras words: Span<UInt64>,
        decay: borrowing Decay,
        _ allowance: inout ByteAllowance
    ) -> Int {
        begin(decay)
        let before = records.count
        var first = 0
        while first < values.count {
            let range = first..<min(first + Lookups.limit, values.count)
            let rates = samplingRates.extracting(range)
            update(keys, values.extracting(range), rates, words, from: first, decay, &allowance)
            first = range.upperBound
        }
        return records.count - before
    }

    /// Adds one sample to a table without extras.
    package mutating func update(
        _ key: Span<UInt64>,
        value: Double,
        samplingRate: Double,
        decay: borrowing Decay,
        _ allowance: inout ByteAllowance
    ) {
        begin(decay)
        let code = hash(key), contribution = Contribution(value, samplingRate, decay.weight)
        _ = add(contribution, key, code, index.candidate(code), decay, &allowance)
    }

    @inline(__always)
    private mutating func begin(_ decay: borrowing Decay) {
        if decay.landmark != landmark { move(to: decay.landmark) }
        arrivals.note(decay.now)
    }

    @inline(__always)
    private mutating func update(
        _ keys: Span<UInt64>,
        _ values: Span<Double>,
        _ samplingRates: Span<Double>,
        _ words: Span<UInt64>,
        from first: Int,
        _ decay: borrowing Decay,
        _ allowance: inout ByteAllowance
    ) {
        var lookups = Lookups(), areKnown = true
        for place in values.indices {
            let code = hash(key(first &+ place, keys))
            lookups[place] = (code, index.candidate(code))
        }
        for place in values.indices
        where !records.holds(key(first &+ place, keys), at: lookups[place].candidate) { areKnown = false }
        if areKnown, extras.isEmpty {
            var sums = records.sums
            for place in values.indices {
                let contribution = Contribution(values[place], samplingRates[place], decay.weight)
                sums.add(contribution, to: lookups[place].candidate)
            }
        } else {
            for place in values.indices {
                let contribution = Contribution(values[place], samplingRates[place], decay.weight)
                let (code, candidate) = lookups[place]
                let record = add(contribution, key(first &+ place, keys), code, candidate, decay, &allowance)
                if !extras.isEmpty { addExtras(words, first &+ place, contribution, to: record, decay, &allowance) }
            }
        }
    }

    @inline(never)
    private mutating func addExtras(
        _ words: Span<UInt64>,
        _ place: Int,
        _ contribution: Contribution,
        to record: Int,
        _ decay: borrowing Decay,
        _ allowance: inout ByteAllowance
    ) {
        let words = words.extracting(place * extras.count..<(place + 1) * extras.count)
        addExtras(words, contribution, to: record, window(at: decay.now), &allowance)
    }

    @inline(__always) @_lifetime(copy keys)
    private func key(_ place: Int, _ keys: Span<UInt64>) -> Span<UInt64> {
        keys.extracting(place &* records.keyWords..<(place &+ 1) &* records.keyWords)
    }

    /// Returns the record of the key.
    /// - Parameter candidate: the record that is likely to be the key's.
    @inline(__always)
    private mutating func add(
        _ contribution: Contribution,
        _ key: Span<UInt64>,
        _ code: UInt32,
        _ candidate: Int,
        _ decay: borrowing Decay,
        _ allowance: inout ByteAllowance
    ) -> Int {
        var record = candidate
        if !records.holds(key, at: record) { record = find(key, code) }
        if record < 0 { record = place(key, code, contribution.sum, decay, &allowance) }
        var sums = records.sums
        sums.add(contribution, to: record)
        return record
    }

    @inline(never)
    private func find(_ key: Span<UInt64>, _ code: UInt32) -> Int {
        index.find(code, key, in: records.words.span, stride: records.stride)
    }
}

/// What the index said of a few keys.
private struct Lookups {
    static let limit = 16
    private var codes = InlineArray<16, UInt32>(repeating: 0)
    private var candidates = InlineArray<16, Int32>(repeating: 0)

    @inline(__always)
    subscript(place: Int) -> (code: UInt32, candidate: Int) {
        get { (codes[place], Int(candidates[place])) }
        set { (codes[place], candidates[place]) = (newValue.code, Int32(truncatingIfNeeded: newValue.candidate)) }
    }
}
