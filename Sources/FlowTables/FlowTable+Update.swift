import Budget
import NetTypes

extension FlowTable {
    /// Adds one sample.
    /// - Parameter words: one for each of the table's extras.
    package mutating func update(
        _ key: Span<UInt64>,
        value: Double,
        samplingRate: Double,
        extras words: Span<UInt64> = Span(),
        decay: borrowing Decay,
        _ allowance: inout ByteAllowance
    ) {
        begin(decay)
        let code = hash(key), contribution = Contribution(value, samplingRate, decay.weight)
        let record = add(contribution, key, code, index.candidate(code), decay, &allowance)
        if !extras.isEmpty { addExtras(words, 0, contribution, to: record, decay, &allowance) }
    }

    @inline(__always)
    mutating func begin(_ decay: borrowing Decay) {
        if decay.landmark != landmark { move(to: decay.landmark) }
        arrivals.note(decay.now)
    }

    @inline(never)
    mutating func addExtras(
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

    /// Returns the record of the key.
    /// - Parameter candidate: the record that is likely to be the key's.
    @inline(__always)
    mutating func add(
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
        index.find(code, key, in: records.words, stride: records.stride)
    }
}
