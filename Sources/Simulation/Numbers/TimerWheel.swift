/// What is due when: numbered items, each due at one tick at most. Setting one and taking one cost the same however many there are.
struct TimerWheel: ~Copyable {
    private static let slots = 8192

    private let heads = Table<Int32>(repeating: -1, count: TimerWheel.slots)
    private let nexts: Table<Int32>
    private let due: Table<UInt32>

    init(items: Int) {
        nexts = Table(repeating: -1, count: items)
        due = Table(repeating: 0, count: items)
    }

    /// The item is not set.
    func set(_ item: Int, at tick: UInt32) {
        let slot = Int(tick) & (Self.slots - 1)
        due[item] = tick
        nexts[item] = heads[slot]
        heads[slot] = Int32(truncatingIfNeeded: item)
    }

    /// Hands over all that is due at this tick, which it then is not any more. To be called for every tick.
    func take(_ tick: UInt32, _ body: (Int) -> Void) {
        let slot = Int(tick) & (Self.slots - 1)
        var item = Int(heads[slot])
        heads[slot] = -1
        while item >= 0 {
            let next = Int(nexts[item])
            if due[item] == tick { body(item) } else { set(item, at: due[item]) }
            item = next
        }
    }
}
