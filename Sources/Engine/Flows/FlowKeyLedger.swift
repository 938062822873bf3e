import FlowLanguage
import PacketHeaders

/// When a packet last had each flow key.
///
/// Looking for every key in every packet would cost more than the flows: packets whose protocols and records have been seen
/// together within the second are passed over.
struct FlowKeyLedger {
    /// By the place of the key in `FlowKey.all`; milliseconds.
    private(set) var lastSeen = Array(repeating: Int64.min, count: FlowKey.all.count)
    private var combinations: [UInt64] = []
    /// That of the packet before; 0 is none that a packet has.
    private var latest: UInt64 = 0
    private var second: Int64 = 0

    /// Different combinations that are looked at within a second.
    private static let combinationLimit = 64

    mutating func note(_ samples: borrowing PacketSamples, in bytes: RawSpan, now: Int64) {
        if now / 1000 != second { begin(now / 1000) }
        let samples = samples.samples
        for index in samples.indices {
            let present = samples[index].combination
            if present != latest, !combinations.contains(present) { look(samples[index], bytes, present, now) }
            latest = present
        }
    }

    private mutating func begin(_ second: Int64) {
        self.second = second
        latest = 0
        combinations.removeAll(keepingCapacity: true)
    }

    @inline(never)
    private mutating func look(_ fields: borrowing SampleFields, _ bytes: RawSpan, _ present: UInt64, _ now: Int64) {
        guard combinations.count < Self.combinationLimit else { return }
        combinations.append(present)
        for (place, key) in FlowKey.all.enumerated() where fields.has(key, in: bytes) { lastSeen[place] = now }
    }
}
