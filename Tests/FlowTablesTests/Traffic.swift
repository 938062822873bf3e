import Budget
import Glibc
import NetTypes

@testable import FlowTables

/// Random numbers that are the same in every run.
struct Random {
    private var state: UInt64

    init(_ seed: UInt64 = 1) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func bits() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_f491_4f6c_dd1d
    }

    mutating func below(_ limit: Int) -> Int { Int(bits() >> 33) % limit }

    /// At least 0, less than 1.
    mutating func unit() -> Double { Double(bits() >> 11) / 9_007_199_254_740_992 }

    /// The time to the next event of a Poisson process.
    mutating func wait(rate: Double) -> Double { -log(1 - unit()) / rate }
}

/// Numbers from 0 whose frequency falls with 1/rank.
struct Zipf {
    private var cumulated: [Double] = []

    init(_ count: Int) {
        var sum = 0.0
        for rank in 1...count {
            sum += 1 / Double(rank)
            cumulated.append(sum)
        }
    }

    func next(_ random: inout Random) -> UInt64 {
        let wanted = random.unit() * cumulated[cumulated.count - 1]
        var low = 0, high = cumulated.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulated[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return UInt64(low)
    }
}

/// A table with its clock and its memory.
struct Bench: ~Copyable {
    var clock: DecayClock
    private(set) var tables: SourceTables
    /// That of the one data source.
    var table: FlowTable {
        _read { yield tables[0] }
        _modify { yield &tables[0] }
    }
    var allowance: ByteAllowance

    init(t: Double, capacity: Int = 1000, keyWords: Int = 1, extras: FlowExtras = FlowExtras(), bytes: Int = .max) {
        clock = DecayClock(timeConstant: t)
        allowance = ByteAllowance(limit: bytes)
        let granted = allowance.take(FlowTable.firstBytes(keyWords: keyWords, extras: extras, capacity: capacity))
        precondition(granted, "there is room for a table")
        let hash = KeyHash(seed: (12_345, 67_890))
        tables = SourceTables(hash: hash)
        tables.insert(
            FlowTable(keyWords: keyWords, capacity: capacity, timeConstant: t, extras: extras, hash: hash),
            at: 0
        )
    }

    mutating func add(_ key: UInt64, value: Double = 1, rate: Double = 1, at now: Double) {
        add([key], values: [value], rates: [rate], at: now)
    }

    /// Samples that come together, each with a key of one word, which is repeated where the table's are wider.
    mutating func add(
        _ keys: [UInt64],
        values: [Double],
        rates: [Double],
        extras: [UInt64] = [],
        at now: Double
    ) {
        let decay = clock.decay(at: now), width = table.records.keyWords
        let words = width == 1 ? keys : keys.flatMap { Array(repeating: $0, count: width) }
        _ = update(words, values: values, rates: rates, extras: extras, decay)
    }

    /// Adds samples of the one data source; returns by how many flows the table has grown.
    mutating func update(
        _ words: [UInt64],
        values: [Double],
        rates: [Double],
        extras: [UInt64] = [],
        _ decay: Decay
    ) -> Int {
        let sources = Array(repeating: 0, count: values.count)
        let batch = SampleBatch(
            keys: words.span,
            sources: sources.span,
            values: values.span,
            samplingRates: rates.span,
            extras: extras.span
        )
        return tables.update(batch, decay: decay, &allowance)
    }

    /// Samples of the one data source, each of as many bytes as its key is large, sampled 1 in 10.
    mutating func withBatch(
        _ keys: [UInt64],
        _ body: (inout SourceTables, borrowing SampleBatch, inout ByteAllowance) -> Void
    ) {
        let sources = keys.map { _ in 0 }, values = keys.map(Double.init), rates = keys.map { _ in 10.0 }
        let batch = SampleBatch(
            keys: keys.span,
            sources: sources.span,
            values: values.span,
            samplingRates: rates.span,
            extras: Span()
        )
        body(&tables, batch, &allowance)
    }

    mutating func reclaim(now: Double) -> Int { tables[0].reclaim(now: now, &allowance) }

    /// One sample with extras: numbers, or hashes as the bits of numbers.
    mutating func add(_ key: UInt64, value: Double = 1, rate: Double = 1, extras: [Double], at now: Double) {
        add([key], values: [value], rates: [rate], extras: extras.map(\.bitPattern), at: now)
    }

    /// What a packet counts that came so many seconds ago, or -age, with a time constant of one second.
    static func weight(_ age: Double) -> Double { exp(age) }

    /// Packets at equal distances from `start` to `end`.
    mutating func add(_ key: UInt64, value: Double = 1, perSecond: Double, from start: Double, to end: Double) {
        for index in 0..<Int(((end - start) * perSecond).rounded()) {
            add(key, value: value, at: start + Double(index) / perSecond)
        }
    }
}

extension SourceTables {
    /// Adds samples, of any number, step after step; returns by how many flows the tables have grown.
    mutating func update(_ batch: borrowing SampleBatch, decay: Decay, _ allowance: inout ByteAllowance) -> Int {
        var grown = 0
        for first in stride(from: 0, to: batch.count, by: KeyPlaces.limit) {
            var found = KeyPlaces()
            let part = batch.extracting(first..<min(first + KeyPlaces.limit, batch.count))
            _ = begin(part, &found)
            find(part, &found)
            grown += add(part, found, decay: decay, &allowance)
        }
        return grown
    }
}

extension SampleBatch {
    @_lifetime(copy self)
    fileprivate func extracting(_ range: Range<Int>) -> SampleBatch {
        let extraWords = extras.count / count
        return SampleBatch(
            keys: keys.extracting(range.lowerBound * keyWords..<range.upperBound * keyWords),
            sources: sources.extracting(range),
            values: values.extracting(range),
            samplingRates: samplingRates.extracting(range),
            extras: extras.extracting(range.lowerBound * extraWords..<range.upperBound * extraWords)
        )
    }
}
