/// Where the bytes of a variable-length field lie in the buffer that it was decoded from.
///
/// Packet headers are never copied out of a datagram: a decoded structure says where they are. A writer takes
/// them from its `payload`, which is the datagram itself or an arena that `XDRWriter.stage` has filled.
public struct ByteRange: Hashable, Sendable {
    public var offset: UInt32
    public var count: UInt32

    @inlinable public init(offset: Int = 0, count: Int = 0) {
        self.offset = UInt32(truncatingIfNeeded: offset)
        self.count = UInt32(truncatingIfNeeded: count)
    }

    @inlinable public var isEmpty: Bool { count == 0 }
    @inlinable public var start: Int { Int(offset) }
    @inlinable public var end: Int { Int(offset) + Int(count) }
}
