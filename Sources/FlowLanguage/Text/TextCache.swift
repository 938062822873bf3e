import XDR

/// The numbers of texts that a thread has met lately: most need no look into the table that all threads share.
struct TextCache {
    private struct Slot {
        var hash: UInt128 = 0
        /// 0 where the slot is free: no hash is that by chance.
        var text: UInt128 = 0
    }

    private static let size = 1 << 14

    /// Made when the first text comes.
    private var slots: [Slot] = []

    /// The number of a text; `nil` where the table has no room for it.
    mutating func intern(_ text: RawSpan, in table: TextTable) -> InternedText? {
        let hash = table.hasher(text), place = Int(truncatingIfNeeded: hash) & (Self.size - 1)
        if !slots.isEmpty, slots[place].hash == hash, slots[place].text != 0 {
            return InternedText(bits: slots[place].text)
        }
        return fill(place, hash, text, table)
    }

    @inline(never)
    private mutating func fill(_ place: Int, _ hash: UInt128, _ text: RawSpan, _ table: TextTable) -> InternedText? {
        guard let interned = table.intern(text, hash: hash) else { return nil }
        if slots.isEmpty { slots = Array(repeating: Slot(), count: Self.size) }
        slots[place] = Slot(hash: hash, text: interned.bits)
        return interned
    }

    /// Forgets everything, but keeps the room.
    mutating func removeAll() {
        for place in slots.indices { slots[place] = Slot() }
    }
}
