import SFlow

/// The sequence numbers of samples: each sampler and each poller of a data source counts its own.
struct SampleSequences {
    enum Kind: Hashable { case flow, counters }

    private struct Key: Hashable {
        var kind: Kind
        var source: DataSource
    }

    private var last: [Key: UInt32] = [:]

    /// The next number, from 1.
    mutating func next(_ kind: Kind, _ source: DataSource) -> UInt32 {
        let value = (last[Key(kind: kind, source: source)] ?? 0) &+ 1
        last[Key(kind: kind, source: source)] = value
        return value
    }

    /// Forgets all data sources but these.
    mutating func keep(_ sources: Set<DataSource>) { last = last.filter { sources.contains($0.key.source) } }
}
