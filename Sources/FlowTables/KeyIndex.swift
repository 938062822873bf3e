/// An open-addressing index from keys to the numbers of records that hold them.
///
/// A slot has 32 bits of the key's hash and the record's number plus one; zero is free. At most half of the slots are
/// used, probing is linear, and removal shifts back what follows, so there are no tombstones.
struct KeyIndex: ~Copyable {
    private var slots: [UInt64]
    private var mask: Int

    /// Room for `records` records.
    init(records: Int) {
        let count = Self.slotCount(records)
        slots = Array(repeating: 0, count: count)
        mask = count - 1
    }

    static func slotCount(_ records: Int) -> Int {
        var count = 8
        while count < 2 * records { count *= 2 }
        return count
    }

    /// How many records fit.
    var capacity: Int { (mask + 1) / 2 }

    /// The number of the record with the key, or -1.
    @inline(__always)
    func find(_ hash: UInt32, _ key: Span<UInt64>, in records: Span<UInt64>, stride: Int) -> Int {
        let slots = slots.span
        var place = Int(hash) & mask
        while true {
            let slot = slots[place]
            if slot == 0 { return -1 }
            if UInt32(truncatingIfNeeded: slot >> 32) == hash {
                let record = Int(slot & 0xffff_ffff) - 1
                if Self.isEqual(key, records, record * stride) { return record }
            }
            place = (place + 1) & mask
        }
    }

    /// What stands where a key with the hash is looked for first.
    @inline(__always)
    func home(_ hash: UInt32) -> UInt64 { slots.span[Int(hash) & mask] }

    /// The first record whose key has the hash, which is almost always the key's, or -1.
    @inline(__always)
    func candidate(_ hash: UInt32) -> Int {
        let slots = slots.span
        var place = Int(hash) & mask
        while slots[place] != 0, UInt32(truncatingIfNeeded: slots[place] >> 32) != hash { place = (place + 1) & mask }
        return Int(slots[place] & 0xffff_ffff) - 1
    }

    @inline(__always)
    private static func isEqual(_ key: Span<UInt64>, _ records: Span<UInt64>, _ base: Int) -> Bool {
        for index in key.indices where records[base + index] != key[index] { return false }
        return true
    }

    /// Adds a record whose key is not there yet.
    @inline(__always)
    mutating func insert(_ hash: UInt32, record: Int) {
        var place = Int(hash) & mask
        while slots[place] != 0 { place = (place + 1) & mask }
        slots[place] = UInt64(hash) << 32 | UInt64(record + 1)
    }

    /// Removes a record that is there.
    mutating func remove(_ hash: UInt32, record: Int) {
        let wanted = UInt64(hash) << 32 | UInt64(record + 1)
        var hole = Int(hash) & mask
        while slots[hole] != wanted { hole = (hole + 1) & mask }
        var place = (hole + 1) & mask
        while slots[place] != 0 {
            // A slot may move back into the hole unless its home lies between the hole and itself.
            let home = Int(slots[place] >> 32) & mask
            if (place - home) & mask >= (place - hole) & mask {
                slots[hole] = slots[place]
                hole = place
            }
            place = (place + 1) & mask
        }
        slots[hole] = 0
    }

    /// Forgets everything and makes room for `records`.
    mutating func reset(records: Int) {
        let count = Self.slotCount(records)
        if count == slots.count {
            for place in slots.indices { slots[place] = 0 }
        } else {
            slots = Array(repeating: 0, count: count)
            mask = count - 1
        }
    }
}
