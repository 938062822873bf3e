import NetTypes

extension FlowTable {
    /// Adds samples that came together; returns by how many flows the table has grown.
    ///
    /// All are looked up in the index, then held against their records, before any is added: so their cache misses overlap.
    /// - Parameters:
    ///   - keys: `keyWords` words for each sample.
    ///   - values: what each packet counts: 1, or its bytes.
    ///   - samplingRates: each packet stands for so many; less than 1 counts as 1.
    ///   - decay: of the batch that the samples are in.
    package mutating func update(
        _ keys: Span<UInt64>,
        values: Span<Double>,
        samplingRates: Span<Double>,
        decay: borrowing Decay
    ) -> Int {
        begin(decay)
        let before = records.count
        var first = 0
        while first < values.count {
            let range = first..<min(first + Lookups.limit, values.count)
            update(keys, values.extracting(range), samplingRates.extracting(range), from: first, decay)
            first = range.upperBound
        }
        return records.count - before
    }

    /// Adds one sample.
    package mutating func update(_ key: Span<UInt64>, value: Double, samplingRate: Double, decay: borrowing Decay) {
        begin(decay)
        let code = hash(key), contribution = Contribution(value, samplingRate, decay.weight)
        add(contribution, key, code, index.candidate(code), decay)
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
        from first: Int,
        _ decay: borrowing Decay
    ) {
        var lookups = Lookups(), areKnown = true
        for place in values.indices {
            let code = hash(key(first &+ place, keys))
            lookups[place] = (code, index.candidate(code))
        }
        for place in values.indices
        where !records.holds(key(first &+ place, keys), at: lookups[place].candidate) { areKnown = false }
        if areKnown {
            var sums = records.sums
            for place in values.indices {
                let contribution = Contribution(values[place], samplingRates[place], decay.weight)
                sums.add(contribution, to: lookups[place].candidate)
            }
        } else {
            for place in values.indices {
                let contribution = Contribution(values[place], samplingRates[place], decay.weight)
                let (code, candidate) = lookups[place]
                add(contribution, key(first &+ place, keys), code, candidate, decay)
            }
        }
    }

    @inline(__always) @_lifetime(copy keys)
    private func key(_ place: Int, _ keys: Span<UInt64>) -> Span<UInt64> {
        keys.extracting(place &* records.keyWords..<(place &+ 1) &* records.keyWords)
    }

    /// - Parameter candidate: the record that is likely to be the key's.
    @inline(__always)
    private mutating func add(
        _ contribution: Contribution,
        _ key: Span<UInt64>,
        _ code: UInt32,
        _ candidate: Int,
        _ decay: borrowing Decay
    ) {
        var record = candidate
        if !records.holds(key, at: record) { record = find(key, code) }
        if record < 0 { record = place(key, code, contribution.sum, decay) }
        var sums = records.sums
        sums.add(contribution, to: record)
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
