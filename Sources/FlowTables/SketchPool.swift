import Budget

/// The sketches of a table's flows. Most flows have few different values: a sketch begins as one word in the record, and
/// moves to larger places as it fills.
///
/// | tag of the word | what it is |
/// |---|---|
/// | 0 | empty |
/// | 1 | one hash, in the upper half |
/// | 2 | the number of a slot with up to 16 hashes (64 bytes) |
/// | 3 | the number of a slot with 1,024 registers (1 KiB) |
struct SketchPool: ~Copyable {
    private enum Tag { static let empty = 0 as UInt64, one = 1 as UInt64, few = 2 as UInt64, many = 3 as UInt64 }

    /// Two hashes a word; zero is none.
    private static let fewWords = 8
    private static let manyWords = DistinctSketch.registerCount / 8

    private var few = SlotArena(slotWords: fewWords)
    private var many = SlotArena(slotWords: manyWords)

    var bytes: Int { few.bytes + many.bytes }

    /// Adds a hash to the sketch that the word stands for. Where there is no memory for a larger place, the sketch stays
    /// as it is: it counts too few.
    mutating func insert(_ hash: UInt32, into word: inout UInt64, _ allowance: inout ByteAllowance) {
        // Zero is no hash in a slot.
        let hash = max(hash, 1)
        switch word & 3 {
        case Tag.many: raise(hash, in: Int(word >> 2))
        case Tag.few: if !addToFew(hash, Int(word >> 2)) { enlarge(&word, with: hash, &allowance) }
        case Tag.one:
            let other = UInt32(truncatingIfNeeded: word >> 32)
            guard other != hash, let slot = few.allocate(&allowance) else { return }
            word = UInt64(slot) << 2 | Tag.few
            _ = addToFew(other, slot)
            _ = addToFew(hash, slot)
        default: word = UInt64(hash) << 32 | Tag.one
        }
    }

    /// False where it is full.
    private mutating func addToFew(_ hash: UInt32, _ slot: Int) -> Bool {
        let hash = UInt64(hash)
        for index in slot * Self.fewWords..<(slot + 1) * Self.fewWords {
            let word = few.words[index]
            if word & 0xffff_ffff == hash || word >> 32 == hash { return true }
            if word & 0xffff_ffff == 0 {
                few[index] = hash
                return true
            }
            if word >> 32 == 0 {
                few[index] = word | hash << 32
                return true
            }
        }
        return false
    }

    private mutating func raise(_ hash: UInt32, in slot: Int) {
        let register = DistinctSketch.register(hash), rank = UInt64(DistinctSketch.rank(hash))
        let index = slot * Self.manyWords + register >> 3, shift = UInt64(register & 7) << 3
        let word = many.words[index]
        if word >> shift & 0xff < rank { many[index] = word & ~(0xff << shift) | rank << shift }
    }

    @inline(never)
    private mutating func enlarge(_ word: inout UInt64, with hash: UInt32, _ allowance: inout ByteAllowance) {
        guard let slot = many.allocate(&allowance) else { return }
        for place in 0..<2 * Self.fewWords {
            let other = self.hash(place, of: word)
            if other != 0 { raise(other, in: slot) }
        }
        raise(hash, in: slot)
        few.release(Int(word >> 2))
        word = UInt64(slot) << 2 | Tag.many
    }

    /// One of the hashes of a slot with a few; 0: none.
    private func hash(_ place: Int, of word: UInt64) -> UInt32 {
        let pair = few.words[Int(word >> 2) * Self.fewWords + place / 2]
        return UInt32(truncatingIfNeeded: place & 1 == 0 ? pair : pair >> 32)
    }

    /// Empties the sketch that the word stands for.
    mutating func release(_ word: inout UInt64) {
        switch word & 3 {
        case Tag.few: few.release(Int(word >> 2))
        case Tag.many: many.release(Int(word >> 2))
        default: break
        }
        word = Tag.empty
    }

    /// Adds what the word stands for to a sketch of an answer.
    func add(_ word: UInt64, to sketch: inout DistinctSketch) {
        switch word & 3 {
        case Tag.one: sketch.insert(UInt32(truncatingIfNeeded: word >> 32))
        case Tag.few:
            for place in 0..<2 * Self.fewWords {
                let hash = hash(place, of: word)
                if hash != 0 { sketch.insert(hash) }
            }
        case Tag.many:
            let first = Int(word >> 2) * Self.manyWords
            for register in 0..<DistinctSketch.registerCount {
                let rank = UInt8(truncatingIfNeeded: many.words[first + register >> 3] >> (UInt64(register & 7) << 3))
                if rank > 0 { sketch.raise(register, to: rank) }
            }
        default: break
        }
    }

    /// Whether most of the memory is not used.
    var isSparse: Bool { few.isSparse || many.isSparse }

    /// An empty pool with room for what is used in this one, to which the caller moves that.
    func compacted() -> SketchPool {
        var other = SketchPool()
        other.few = few.compacted()
        other.many = many.compacted()
        return other
    }

    /// Takes over the sketch of another pool that the word stands for.
    mutating func adopt(_ word: inout UInt64, of other: borrowing SketchPool) {
        switch word & 3 {
        case Tag.few: word = UInt64(few.adopt(Int(word >> 2), of: other.few)) << 2 | Tag.few
        case Tag.many: word = UInt64(many.adopt(Int(word >> 2), of: other.many)) << 2 | Tag.many
        default: break
        }
    }
}
