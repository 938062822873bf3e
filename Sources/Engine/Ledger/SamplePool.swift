/// What a data source says of the packets that it chose samples from (`sample_pool`, sFlow version 5, section 5): the rate
/// at which it really samples is the growth of the pool for each sample, those included that were lost on the way.
struct SamplePool {
    private var last: (pool: UInt32, sequence: UInt32)?
    /// The growth of the pool, and of the numbers of samples, since the data source was first heard of.
    private(set) var packets = 0, samples = 0

    /// Takes the head of a sample.
    mutating func observe(_ pool: UInt32, sequence: UInt32, _ verdict: SequenceTracker.Verdict) {
        switch verdict {
        case .late, .duplicate: return
        case .first, .reset: break
        case .next, .gap:
            // A pool that shrinks began anew.
            guard let last, pool &- last.pool < 1 << 31 else { break }
            packets += Int(pool &- last.pool)
            samples += Int(sequence &- last.sequence)
        }
        last = (pool, sequence)
    }

    /// One packet in so many; `nil` until two samples have come, and of a data source that has no pool.
    var samplingRate: Double? { samples > 0 && packets > 0 ? Double(packets) / Double(samples) : nil }
}
