/// One recognised header: what it is, where it starts, and what it says comes next.
public struct Layer: Hashable, BitwiseCopyable, Sendable {
    public var `protocol`: LayerProtocol
    /// Bytes from the start of the sampled header.
    public var offset: Int
    /// The payload's number in the layer's own space: the EtherType behind an Ethernet header and its tags, the
    /// protocol behind an IP header and its extensions; 0 where the layer has none.
    public var next: UInt16

    @inlinable init(protocol: LayerProtocol, offset: Int, next: UInt16) {
        self.protocol = `protocol`
        self.offset = offset
        self.next = next
    }
}

/// The headers of one packet, outermost first.
///
/// Make one for each thread and `dissect` into it again and again: nothing is allocated then, and only what a packet has is
/// written. It cannot be copied. (`public`, so that look-ups are inlined into flow programs.)
public struct LayerStack: ~Copyable {
    /// How many layers a packet may have; what lies deeper is not looked at.
    public static let limit = 16

    /// Layers in use.
    public var count = 0
    /// The sampled bytes, or the packet by its own length, ended within a header.
    public var isTruncated = false
    /// One bit for each protocol that occurs (`LayerProtocol.bit`).
    public var present: UInt64 = 0
    /// One bit for each protocol that occurs more than once.
    public var repeated: UInt64 = 0
    /// The protocols as sixteen bytes, the outermost in the highest, zero behind the last: `stack` as a flow key.
    public var packed: UInt128 = 0
    @usableFromInline let places = LayerPlaces()

    @inlinable public init() {}
}

// The storage that `places` points to belongs to this value alone.
extension LayerStack: @unchecked Sendable {}

// MARK: Look-up

extension LayerStack {
    /// The layer at `index`, which is less than `count`.
    @inlinable public subscript(index: Int) -> Layer {
        Layer(
            protocol: Self.protocol(index, packed),
            offset: Int(places[.offset, index]),
            next: places[.next, index]
        )
    }

    /// Whether the protocol occurs.
    @inlinable @inline(__always)
    public func contains(_ protocol: LayerProtocol) -> Bool { present & `protocol`.bit != 0 }

    /// The index of the outermost layer of the protocol, or of the `nth` behind it; -1 where there is none.
    /// O(1) for the outermost.
    @inlinable @inline(__always)
    public func index(of protocol: LayerProtocol, nth: Int = 0) -> Int {
        guard contains(`protocol`) else { return -1 }
        let first = Int(places[.first, Int(`protocol`.rawValue)])
        return nth == 0 ? first : Self.inner(`protocol`, nth, packed)
    }

    /// Where that layer starts, in bytes from the start of the sampled header; -1 where there is none.
    @inlinable @inline(__always)
    public func offset(of protocol: LayerProtocol, nth: Int = 0) -> Int {
        guard contains(`protocol`) else { return -1 }
        if nth == 0 { return Int(places[.firstOffset, Int(`protocol`.rawValue)]) }
        let index = index(of: `protocol`, nth: nth)
        return index < 0 ? -1 : Int(places[.offset, index])
    }

    /// The index of the `nth` layer of the protocol behind its outermost.
    @usableFromInline
    static func inner(_ protocol: LayerProtocol, _ nth: Int, _ packed: UInt128) -> Int {
        var left = nth, rest = packed, index = 0
        while rest != 0 {
            if UInt8(truncatingIfNeeded: rest >> 120) == `protocol`.rawValue {
                if left == 0 { return index }
                left -= 1
            }
            rest <<= 8
            index += 1
        }
        return -1
    }

    @inlinable
    static func `protocol`(_ index: Int, _ packed: UInt128) -> LayerProtocol {
        LayerProtocol(rawValue: UInt8(truncatingIfNeeded: packed >> UInt128(120 - 8 * index))) ?? .none
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
        packed = 0
    }

    /// Whether another layer fits.
    @inline(__always) var isFull: Bool { count == Self.limit }

    /// Adds a layer; the caller has checked `isFull`.
    @inline(__always)
    mutating func push(_ protocol: LayerProtocol, at offset: Int, next: UInt16 = 0) {
        let bit = `protocol`.bit, slot = Int(`protocol`.rawValue), start = UInt16(truncatingIfNeeded: offset)
        if present & bit == 0 {
            present |= bit
            places[.first, slot] = UInt16(truncatingIfNeeded: count)
            places[.firstOffset, slot] = start
        } else {
            repeated |= bit
        }
        packed |= UInt128(`protocol`.rawValue) &<< UInt128(120 &- 8 &* count)
        places[.offset, count] = start
        places[.next, count] = next
        count += 1
    }
}
