import CPrefetch

/// An open-addressing index from keys to the numbers of records that hold them.
///
/// A slot has 32 bits of the key's hash and the record's number plus one; zero is free. At most half of the slots are
/// used, probing is linear, and removal shifts back what follows, so there are no tombstones.
@safe struct KeyIndex: ~Copyable {
    // As many words as `mask` says, and one: no place can be outside, because places are masked.
    private var storage: LineStorage
    private var mask: Int

    /// Room for `records` records.
    init(records: Int) {
        let count = Self.slotCount(records)
        unsafe storage = unsafe LineStorage(zeros: count)
        mask = count - 1
    }

    private subscript(place: Int) -> UInt64 {
        @inline(__always) get { unsafe storage.words[place & mask] }
        @inline(__always) set { unsafe storage.words[place & mask] = newValue }
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
        var place = Int(hash)
        while true {
            let slot = self[place]
            if slot == 0 { return -1 }
            if UInt32(truncatingIfNeeded: slot >> 32) == hash {
                let record = Int(slot & 0xffff_ffff) - 1
                if Self.isEqual(key, records, record * stride) { return record }
            }
            place = (place &+ 1) & mask
        }
    }

    /// Asks for the memory that a key with the hash is looked for in.
    @inline(__always)
    func prefetch(_ hash: UInt32) { unsafe sl_prefetch(storage.words + (Int(hash) & mask)) }

    /// The first record whose key has the hash, which is almost always the key's, or -1.
    @inline(__always)
    func candidate(_ hash: UInt32) -> Int {
        var place = Int(hash), slot = self[place]
        while slot != 0, UInt32(truncatingIfNeeded: slot >> 32) != hash {
            place = (place &+ 1) & mask
            slot = self[place]
        }
        return Int(slot & 0xffff_ffff) &- 1
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
        while self[place] != 0 { place = (place + 1) & mask }
        self[place] = UInt64(hash) << 32 | UInt64(record + 1)
    }

    /// Removes a record that is there.
    mutating func remove(_ hash: UInt32, record: Int) {
        let wanted = UInt64(hash) << 32 | UInt64(record + 1)
        var hole = Int(hash) & mask
        while self[hole] != wanted { hole = (hole + 1) & mask }
        var place = (hole + 1) & mask
        while self[place] != 0 {
            // A slot may move back into the hole unless its home lies between the hole and itself.
            let home = Int(self[place] >> 32) & mask
            if (place - home) & mask >= (place - hole) & mask {
                self[hole] = self[place]
                hole = place
            }
            place = (place + 1) & mask
        }
        self[hole] = 0
    }

    /// Forgets everything and makes room for `records`.
    mutating func reset(records: Int) {
        let count = Self.slotCount(records)
        if count == mask + 1 {
            unsafe storage.words.update(repeating: 0, count: count)
        } else {
            unsafe storage = unsafe LineStorage(zeros: count)
            mask = count - 1
        }
    }
}
