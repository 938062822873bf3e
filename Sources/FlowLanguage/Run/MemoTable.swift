import CPrefetch
import Glibc

/// Results of operations for values that a thread has met lately, of all programs that it runs.
///
/// An entry is known by a keyed hash of 64 bits of operation and values: nobody can choose values of one hash, and by
/// chance one look in 10^19 finds another's result. Four places, in two neighbouring lines of the cache, for each hash: of
/// five that want them one that was not the last to be asked for gives way. The table begins small and grows while entries
/// push each other out.
@safe struct MemoTable: ~Copyable {
    /// 32 bytes.
    struct Slot {
        /// 0: free.
        var hash: UInt64 = 0
        var low: UInt64 = 0
        var high: UInt64 = 0
        /// Until when it holds.
        var expires: UInt32 = 0
        var tag: Int8 = 0
    }

    /// Places for a hash.
    private static let ways = 4
    /// Places: 32 KiB, and 32 MiB for each thread where very many addresses are named.
    static let smallest = 1 << 10, largest = 1 << 20

    /// What changes, in a place of its own: a thread's table is asked for almost every sample, and a property that could be
    /// replaced would be guarded each time.
    @safe private struct State {
        /// Those of a hash are in 128 bytes that begin at a multiple of them.
        var slots: UnsafeMutablePointer<Slot>?
        /// What they are in; `nil`: there are none.
        var memory: UnsafeMutableRawPointer?
        var count = 0
        /// Results that lost their place since the table last grew.
        var evictions = 0
    }

    private let seed: (UInt64, UInt64)
    private let state: UnsafeMutablePointer<State>

    init() {
        var system = SystemRandomNumberGenerator()
        seed = (system.next(), system.next() | 1)
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: State())
    }

    deinit {
        unsafe free(state.pointee.memory)
        unsafe state.deallocate()
    }

    /// Zeros, which are free slots. The kernel has them at hand when they are first touched: to write megabytes of them would
    /// hold up the packets behind. Without memory there are no places, and nothing is remembered.
    private static func allocate(_ count: Int) -> State {
        let line = ways * MemoryLayout<Slot>.stride
        guard let memory = unsafe calloc(count * MemoryLayout<Slot>.stride + line, 1) else { return State() }
        let slots = unsafe memory.alignedUp(toMultipleOf: line).bindMemory(to: Slot.self, capacity: count)
        return unsafe State(slots: slots, memory: memory, count: count)
    }

    /// Places for results.
    var count: Int { unsafe state.pointee.count }

    /// The hash that stands for the result of an operation on a value.
    /// - Parameter stamp: of the answers that the result stands on.
    @inline(__always)
    func hash(_ node: UInt32, _ value: Register, stamp: UInt32) -> UInt64 {
        let state = fold(value.low ^ seed.0, seed.1) ^ UInt64(truncatingIfNeeded: value.bits >> 64)
        let rest = UInt64(node) << 32 | UInt64(stamp)
        let tag = UInt64(UInt8(bitPattern: value.tag)) &+ seed.0
        return fold(fold(state &+ tag, seed.1) ^ rest, 0x9e37_79b9_7f4a_7c15 ^ seed.1) | 1
    }

    /// The same for one more value.
    @inline(__always)
    func hash(_ before: UInt64, and value: Register) -> UInt64 {
        hash(UInt32(truncatingIfNeeded: before >> 32), value, stamp: UInt32(truncatingIfNeeded: before))
    }

    @inline(__always)
    private func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// Asks for the memory of a result.
    @inline(__always)
    func prefetch(_ hash: UInt64) {
        guard let slots = unsafe state.pointee.slots else { return }
        unsafe sl_prefetch(slots + Self.place(hash, count))
    }

    /// `nil`: not known.
    @inline(__always)
    func find(_ hash: UInt64, now: UInt32) -> Register? {
        guard let slots = unsafe state.pointee.slots else { return nil }
        let place = Self.place(hash, count), slot = unsafe slots[place]
        if slot.hash == hash { return slot.expires > now ? slot.register : nil }
        return unsafe findOther(slots, hash, place, now)
    }

    /// Looks at the other places; what is there changes places with the first.
    @inline(never)
    private func findOther(
        _ slots: UnsafeMutablePointer<Slot>,
        _ hash: UInt64,
        _ place: Int,
        _ now: UInt32
    ) -> Register? {
        for step in 1..<Self.ways {
            let slot = unsafe slots[place ^ step]
            guard slot.hash == hash else { continue }
            guard slot.expires > now else { return nil }
            unsafe slots[place ^ step] = slots[place]
            unsafe slots[place] = slot
            return slot.register
        }
        return nil
    }

    @inline(never)
    func insert(_ result: Register, for hash: UInt64, until expires: UInt32) {
        if count == 0 { resize(Self.smallest) }
        guard let slots = unsafe state.pointee.slots else { return }
        let place = Self.place(hash, count)
        unsafe makeWay(slots, place, for: hash)
        let high = UInt64(truncatingIfNeeded: result.bits >> 64)
        unsafe slots[place] = Slot(hash: hash, low: result.low, high: high, expires: expires, tag: result.tag)
        if unsafe state.pointee.evictions > count / 8, count < Self.largest { resize(count * 4) }
    }

    /// Moves what is at a place to another of its line, unless it is an earlier result of the same.
    private func makeWay(_ slots: UnsafeMutablePointer<Slot>, _ place: Int, for hash: UInt64) {
        let held = unsafe slots[place]
        guard held.hash != 0, held.hash != hash else { return }
        for step in 1..<Self.ways where unsafe slots[place ^ step].hash == 0 || slots[place ^ step].hash == hash {
            unsafe slots[place ^ step] = held
            return
        }
        unsafe state.pointee.evictions += 1
        unsafe slots[place ^ (1 + state.pointee.evictions % (Self.ways - 1))] = held
    }

    /// Forgets everything, but keeps the room.
    func removeAll() { if count > 0 { resize(count) } }

    private func resize(_ count: Int) {
        unsafe free(state.pointee.memory)
        unsafe state.pointee = Self.allocate(count)
    }

    @inline(__always)
    private static func place(_ hash: UInt64, _ count: Int) -> Int {
        Int(truncatingIfNeeded: hash >> 32) & (count &- 1)
    }
}

// The storage belongs to this value alone.
extension MemoTable: @unchecked Sendable {}

extension MemoTable.Slot {
    @inline(__always)
    fileprivate var register: Register { Register(UInt128(high) << 64 | UInt128(low), tag: tag) }
}
