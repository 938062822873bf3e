/// One recognised header: what it is, where it starts, and what it says comes next.
public struct Layer: Hashable, BitwiseCopyable, Sendable {
    public var `protocol`: LayerProtocol
    /// Bytes from the start of the sampled header.
    public var offset: Int
    /// The payload's number in the layer's own space: the EtherType behind an Ethernet header and its tags, the
    /// protocol behind an IP header and its extensions; 0 where the layer has none.
    public var next: UInt16
    /// What the layer's own protocol keeps for whoever reads its fields; 0 where it keeps nothing. (IPv6 keeps where its
    /// fragment header is.)
    public var detail: UInt16

    @inlinable init(_ slot: LayerSlot) {
        self.protocol = slot.protocol
        self.offset = Int(slot.offset)
        self.next = slot.next
        self.detail = slot.detail
    }
}

/// The headers of one packet, outermost first.
///
/// Make one for each thread and `dissect` into it again and again: nothing is allocated then, and only what a packet has is
/// written. It cannot be copied. (`public`, so that look-ups are inlined into flow programs.)
public struct LayerStack: ~Copyable {
    /// How many layers a packet may have; what lies deeper is not looked at. Eight tunnels of Ethernet, VLAN tags, IP, UDP
    /// and VXLAN have fewer.
    @inlinable public static var limit: Int { LayerPlaces.capacity }

    /// Layers in use.
    public var count = 0
    /// The sampled bytes, or the packet by its own length, ended within a header.
    public var isTruncated = false
    /// One bit for each protocol that occurs (`LayerProtocol.bit`).
    public var present: UInt64 = 0
    /// One bit for each protocol that occurs more than once.
    public var repeated: UInt64 = 0
    @usableFromInline let places = LayerPlaces()

    @inlinable public init() {}
}

// The storage that `places` points to belongs to this value alone.
extension LayerStack: @unchecked Sendable {}

// MARK: Look-up

extension LayerStack {
    /// The layer at `index`, which is less than `count`.
    @inlinable public subscript(index: Int) -> Layer { Layer(places[layer: index]) }

    /// Whether the protocol occurs.
    @inlinable @inline(__always)
    public func contains(_ protocol: LayerProtocol) -> Bool { present & `protocol`.bit != 0 }

    /// The index of the outermost layer of the protocol, or of the `nth` behind it; -1 where there is none.
    /// O(1) for the outermost, O(nth) for the others.
    @inlinable @inline(__always)
    public func index(of protocol: LayerProtocol, nth: Int = 0) -> Int {
        guard contains(`protocol`) else { return -1 }
        let first = Int(places[`protocol`].first)
        return nth == 0 ? first : inner(first, nth)
    }

    /// Where that layer starts, in bytes from the start of the sampled header; -1 where there is none.
    @inlinable @inline(__always)
    public func offset(of protocol: LayerProtocol, nth: Int = 0) -> Int {
        guard contains(`protocol`) else { return -1 }
        if nth == 0 { return Int(places[`protocol`].offset) }
        let index = index(of: `protocol`, nth: nth)
        return index < 0 ? -1 : Int(places[layer: index].offset)
    }

    /// The index of the `nth` layer behind one of the same protocol.
    @inlinable
    func inner(_ first: Int, _ nth: Int) -> Int {
        var index = first
        for _ in 0..<nth {
            index = Int(places[layer: index].inner)
            guard index > 0 else { return -1 }
        }
        return index
    }

    /// The index of the outermost layer that is one of several protocols (`LayerProtocol.bit`), or of the `nth` behind it;
    /// -1 where there is none.
    package func index(ofAny protocols: UInt64, nth: Int) -> Int {
        guard present & protocols != 0 else { return -1 }
        var left = nth
        for index in 0..<count where places[layer: index].protocol.bit & protocols != 0 {
            if left == 0 { return index }
            left -= 1
        }
        return -1
    }
}

// MARK: Building

extension LayerStack {
    /// Forgets the packet before.
    @inlinable @inline(__always)
    public mutating func reset() {
        count = 0
        isTruncated = false
        present = 0
        repeated = 0
    }

    /// Whether another layer fits.
    @inline(__always) var isFull: Bool { count == Self.limit }

    /// Adds a layer; the caller has checked `isFull`.
    @inline(__always)
    mutating func push(_ protocol: LayerProtocol, at offset: Int, next: UInt16 = 0) {
        let bit = `protocol`.bit, start = UInt16(truncatingIfNeeded: offset)
        let index = UInt8(truncatingIfNeeded: count)
        places[layer: count] = LayerSlot(offset: start, next: next, detail: 0, protocol: `protocol`, inner: 0)
        if present & bit == 0 {
            present |= bit
            places[`protocol`] = ProtocolSlot(offset: start, first: index, last: index)
        } else {
            repeated |= bit
            places[layer: Int(places[`protocol`].last)].inner = index
            places[`protocol`].last = index
        }
        count &+= 1
    }
}
