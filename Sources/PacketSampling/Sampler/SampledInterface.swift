/// What the sampler knows of an interface that it samples, or has sampled and still exists.
struct SampledInterface {
    /// How it is sampled now.
    struct Wish: Hashable {
        /// 1 in how many packets; 0: none.
        var rate: UInt32 = 0
        var headerBytes: Int = 0
        var isLoopback = false
    }

    private(set) var wish = Wish()
    /// Where the program counts it.
    let slot: UInt32
    /// Belongs to a bridge, bond or VRF.
    var isMember = false
    /// Packets that could have been sampled and what became of them.
    var tally = SampleTally()
    /// The rate of packets that were seen before `rateSince` and may still wait in the ring.
    private var formerRate: UInt32 = 0
    private var rateSince: UInt64 = 0

    init(slot: UInt32) { self.slot = slot }

    /// Changes how it is sampled; `now` is in nanoseconds since 1970. Returns whether anything changed.
    mutating func setWish(_ new: Wish, now: UInt64) -> Bool {
        guard new != wish else { return false }
        if new.rate != wish.rate { (formerRate, rateSince) = (wish.rate, now) }
        wish = new
        return true
    }

    /// The sampling rate that a packet was drawn at, by its time; 0: it was not sampled then.
    func rate(at time: UInt64) -> UInt32 { time < rateSince ? formerRate : wish.rate }
}

/// The numbers of one data source, since it is sampled.
struct SampleTally: Equatable {
    /// Packets that could have been sampled.
    var pool: UInt64 = 0
    /// Packets that passed the filter, where it counts them.
    var taken: UInt64 = 0
    /// Samples handed over.
    var delivered: UInt64 = 0
    /// Samples lost in the ring.
    var drops: UInt64 = 0
    /// The drain in which `pool` was read last.
    var readInDrain: UInt64 = 0
}
