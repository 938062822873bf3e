import Budget

/// Equal pieces of memory, given out by number and used again.
struct SlotArena: ~Copyable {
    let slotWords: Int
    private(set) var words: [UInt64] = []
    private var slots = 0
    private(set) var used = 0
    /// The number of a free slot plus one, whose first word says the next; 0: none.
    private var free: UInt64 = 0

    init(slotWords: Int) { self.slotWords = slotWords }

    var bytes: Int { 8 * slots * slotWords }

    subscript(word: Int) -> UInt64 {
        @inline(__always) get { words[word] }
        @inline(__always) set { words[word] = newValue }
    }

    /// The number of a slot, filled with zeros; `nil` where the allowance does not give more.
    mutating func allocate(_ allowance: inout ByteAllowance) -> Int? {
        if free > 0 {
            let slot = Int(free - 1)
            free = words[slot * slotWords]
            words[slot * slotWords] = 0
            used += 1
            return slot
        }
        if (words.count / slotWords) == slots, !grow(&allowance) { return nil }
        let slot = words.count / slotWords
        for _ in 0..<slotWords { words.append(0) }
        used += 1
        return slot
    }

    mutating func release(_ slot: Int) {
        for index in slot * slotWords..<(slot + 1) * slotWords { words[index] = 0 }
        words[slot * slotWords] = free
        free = UInt64(slot + 1)
        used -= 1
    }

    private mutating func grow(_ allowance: inout ByteAllowance) -> Bool {
        let more = max(slots / 2, 8)
        guard allowance.take(8 * more * slotWords) else { return false }
        resize(to: slots + more)
        return true
    }

    private mutating func resize(to slots: Int) {
        var moved: [UInt64] = []
        moved.reserveCapacity(slots * slotWords)
        moved.append(contentsOf: words)
        (words, self.slots) = (moved, slots)
    }

    /// Whether most of the memory is not used.
    var isSparse: Bool { slots > 16 && used < slots / 4 || slots > 0 && used == 0 }

    /// An empty arena with room for what is used in this one, to which the caller moves that.
    func compacted() -> SlotArena {
        var other = SlotArena(slotWords: slotWords)
        if used > 0 { other.resize(to: used) }
        return other
    }

    /// Takes over a slot of another arena, for which there is room; returns its number here.
    mutating func adopt(_ slot: Int, of other: borrowing SlotArena) -> Int {
        words.append(contentsOf: other.words[slot * slotWords..<(slot + 1) * slotWords])
        used += 1
        return used - 1
    }
}
