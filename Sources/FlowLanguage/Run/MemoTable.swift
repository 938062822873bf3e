/// Results of operations for values that a thread has met lately, of all programs that it runs.
///
/// Two places for each value: of three that want them the one that was asked for longest ago gives way. It begins small and
/// grows while values push each other out.
struct MemoTable {
    struct Slot {
        var key: UInt128 = 0
        var result: UInt128 = 0
        /// The operation; 0: the slot is free.
        var node: UInt32 = 0
        /// That of the answers which the result stands on; 0 where it stands on none.
        var stamp: UInt32 = 0
        /// Until when it holds.
        var expires: UInt32 = 0
        var keyTag: Int8 = 0
        var resultTag: Int8 = 0
    }

    /// What a result is asked for.
    struct Question {
        var node: UInt32
        var key: UInt128
        var tag: Int8
        var stamp: UInt32
        var now: UInt32
    }

    private static let smallest = 1 << 10, largest = 1 << 16

    private var slots: [Slot] = []
    /// Results that lost their place since the table last grew.
    private var evictions = 0

    /// `nil`: not known.
    @inline(__always)
    mutating func find(_ question: Question) -> Register? {
        guard !slots.isEmpty else { return nil }
        let place = place(question)
        if slots[place].answers(question) { return slots[place].register }
        guard slots[place ^ 1].answers(question) else { return nil }
        slots.swapAt(place, place ^ 1)
        return slots[place].register
    }

    @inline(never)
    mutating func insert(_ result: Register, for question: Question, until expires: UInt32) {
        if slots.isEmpty { slots = Array(repeating: Slot(), count: Self.smallest) }
        let place = place(question)
        // What has expired makes no second entry.
        if !slots[place].isOf(question) {
            if slots[place].node != 0, slots[place ^ 1].node != 0 { evictions += 1 }
            slots[place ^ 1] = slots[place]
        }
        slots[place] = Slot(
            key: question.key,
            result: result.bits,
            node: question.node,
            stamp: question.stamp,
            expires: expires,
            keyTag: question.tag,
            resultTag: result.tag
        )
        if evictions > slots.count, slots.count < Self.largest { grow() }
    }

    /// Forgets everything, but keeps the room.
    mutating func removeAll() {
        for place in slots.indices { slots[place] = Slot() }
        evictions = 0
    }

    private mutating func grow() {
        slots = Array(repeating: Slot(), count: slots.count * 4)
        evictions = 0
    }

    @inline(__always)
    private func place(_ question: Question) -> Int {
        let low = UInt64(truncatingIfNeeded: question.key), high = UInt64(truncatingIfNeeded: question.key >> 64)
        let mixed = low ^ (high &+ UInt64(question.node)) &* 0xff51_afd7_ed55_8ccd
        return Int(truncatingIfNeeded: mixed &* 0x9e37_79b9_7f4a_7c15 >> 32) & (slots.count &- 1)
    }
}

extension MemoTable.Slot {
    @inline(__always)
    fileprivate func isOf(_ question: MemoTable.Question) -> Bool {
        key == question.key && node == question.node && keyTag == question.tag
    }

    @inline(__always)
    fileprivate func answers(_ question: MemoTable.Question) -> Bool {
        isOf(question) && stamp == question.stamp && expires > question.now
    }

    @inline(__always)
    fileprivate var register: Register { Register(result, tag: resultTag) }
}
