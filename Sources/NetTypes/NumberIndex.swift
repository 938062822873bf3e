/// A key that a `NumberIndex` can hash.
public protocol IndexKey: Equatable {
    func hash(by hash: KeyHash) -> UInt32
}

/// The numbers of things that are looked up for every datagram or sample: as `[Key: Int]`, but an answer takes one look at
/// one line of memory most often.
///
/// Open addressing with linear probing; at most half of the slots are used, and removal shifts back what follows. The hash
/// has a secret, so keys that are chosen to collide do not.
public struct NumberIndex<Key: IndexKey> {
    @usableFromInline
    struct Slot {
        @usableFromInline var key: Key
        /// -1: free.
        @usableFromInline var number: Int32

        @inlinable init(_ key: Key, _ number: Int32) {
            self.key = key
            self.number = number
        }
    }

    @usableFromInline var slots: [Slot]
    public private(set) var count = 0
    @usableFromInline let hash: KeyHash
    private let unused: Key

    /// - Parameter unused: any key: what free slots are filled with.
    public init(unused: Key, hash: KeyHash = .random()) {
        self.unused = unused
        self.hash = hash
        slots = Array(repeating: Slot(unused, -1), count: 16)
    }

    /// The number of the key; `nil` where there is none.
    @inlinable
    public subscript(key: Key) -> Int? {
        let slots = slots.span
        var place = home(key)
        while slots[place].number >= 0 {
            if slots[place].key == key { return Int(slots[place].number) }
            place = (place &+ 1) & (slots.count &- 1)
        }
        return nil
    }

    @inlinable @inline(__always)
    func home(_ key: Key) -> Int { Int(key.hash(by: hash)) & (slots.count &- 1) }

    /// Adds a key that is not there yet.
    public mutating func insert(_ key: Key, _ number: Int) {
        if 2 * (count + 1) > slots.count { grow() }
        place(Slot(key, Int32(number)))
        count += 1
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(unused, -1), count: 2 * old.count)
        for slot in old where slot.number >= 0 { place(slot) }
    }

    private mutating func place(_ slot: Slot) {
        var place = home(slot.key)
        while slots[place].number >= 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }

    /// Removes a key, if it is there.
    public mutating func remove(_ key: Key) {
        let mask = slots.count - 1
        var hole = home(key)
        while slots[hole].number >= 0, slots[hole].key != key { hole = (hole + 1) & mask }
        guard slots[hole].number >= 0 else { return }
        var place = (hole + 1) & mask
        while slots[place].number >= 0 {
            // A slot may move back into the hole unless its home lies between the hole and itself.
            if (place - home(slots[place].key)) & mask >= (place - hole) & mask {
                slots[hole] = slots[place]
                hole = place
            }
            place = (place + 1) & mask
        }
        slots[hole] = Slot(unused, -1)
        count -= 1
    }
}

extension NumberIndex: Sendable where Key: Sendable {}
extension NumberIndex.Slot: Sendable where Key: Sendable {}
