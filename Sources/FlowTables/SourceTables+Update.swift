import Budget
import CPrefetch
import NetTypes

/// Where the flows of the keys of a batch are, found step by step.
package struct KeyPlaces: Sendable {
    /// Samples of a batch at most.
    package static let limit = 16

    fileprivate var codes = InlineArray<16, UInt32>(repeating: 0)
    /// The records that are likely to be the keys', or -1.
    fileprivate var candidates = InlineArray<16, Int32>(repeating: -1)

    package init() {}
}

// A sample's flow lies in memory that the processor's caches rarely hold, and where it lies is only known when the index
// has come from there. So samples are added in three steps, of which each asks for what the next one reads: whoever does
// something else between them, such as a step of another batch, does not wait. Any order of steps gives the same flows.
extension SourceTables {
    /// Asks for the tables of data sources, before the first step.
    package func prefetch(_ sources: Span<Int>) {
        for place in sources.indices where has(sources[place]) { unsafe sl_prefetch(places[sources[place]]) }
    }

    /// The first step: hashes the keys of a batch of `KeyPlaces.limit` samples at most and asks for the indexes. False: some
    /// data source has no table; it may be given one before the next step.
    package func begin(_ batch: borrowing SampleBatch, _ found: inout KeyPlaces) -> Bool {
        var isComplete = true
        for place in 0..<batch.count {
            let code = hash(batch.key(place))
            found.codes[place] = code
            if has(batch.sources[place]) {
                unsafe places[batch.sources[place]]!.pointee.index.prefetch(code)
            } else {
                isComplete = false
            }
        }
        return isComplete
    }

    /// The second step: looks the keys up and asks for their records.
    package func find(_ batch: borrowing SampleBatch, _ found: inout KeyPlaces) {
        for place in 0..<batch.count where has(batch.sources[place]) {
            let record = unsafe places[batch.sources[place]]!.pointee.lookAhead(found.codes[place])
            found.candidates[place] = Int32(truncatingIfNeeded: record)
        }
    }

    /// The last step: adds the samples; returns by how many flows the tables have grown. A data source without a table is
    /// passed over.
    /// - Parameters:
    ///   - decay: of the time when the samples came.
    ///   - allowance: where memory is taken from; a table that gets none lets newcomers take the places of the smallest.
    package mutating func add(
        _ batch: borrowing SampleBatch,
        _ found: borrowing KeyPlaces,
        decay: borrowing Decay,
        _ allowance: inout ByteAllowance
    ) -> Int {
        var grown = 0
        for place in 0..<batch.count where has(batch.sources[place]) {
            let code = found.codes[place], candidate = Int(found.candidates[place])
            grown &+= unsafe places[batch.sources[place]]!.pointee.add(
                batch,
                place,
                code,
                candidate,
                decay,
                &allowance
            )
        }
        return grown
    }
}

extension FlowTable {
    /// The record that a hash most likely leads to, or -1; its memory is asked for.
    @inline(__always)
    fileprivate func lookAhead(_ code: UInt32) -> Int {
        let record = index.candidate(code)
        records.prefetch(record)
        return record
    }

    /// Adds one sample of a batch; returns by how many flows the table has grown.
    @inline(__always)
    fileprivate mutating func add(
        _ batch: borrowing SampleBatch,
        _ place: Int,
        _ code: UInt32,
        _ candidate: Int,
        _ decay: borrowing Decay,
        _ allowance: inout ByteAllowance
    ) -> Int {
        begin(decay)
        let before = records.count
        let contribution = Contribution(batch.values[place], batch.samplingRates[place], decay.weight)
        let record = add(contribution, batch.key(place), code, candidate, decay, &allowance)
        if batch.extras.count > 0 { addExtras(batch.extras, place, contribution, to: record, decay, &allowance) }
        return records.count &- before
    }
}
