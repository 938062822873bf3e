/// What is kept of one layer.
@usableFromInline
struct LayerSlot: BitwiseCopyable {
    /// Bytes from the start of the sampled header.
    @usableFromInline var offset: UInt16
    /// What the layer says comes next.
    @usableFromInline var next: UInt16
    /// What the layer's own protocol keeps for whoever reads its fields.
    @usableFromInline var detail: UInt16
    @usableFromInline var `protocol`: LayerProtocol
    /// The next layer of the same protocol; 0: there is none, because the outermost layer is no one's next.
    @usableFromInline var inner: UInt8
}

/// The first layer of a protocol, and its last; holds only for protocols that are present.
@usableFromInline
struct ProtocolSlot: BitwiseCopyable {
    /// Where the first layer starts.
    @usableFromInline var offset: UInt16
    @usableFromInline var first: UInt8
    @usableFromInline var last: UInt8
}

/// Where the layers of a `LayerStack` are: eight bytes by layer, and four by protocol, so that the layers of an ordinary
/// packet take one cache line and its protocols another.
///
/// Pointers, and not an `InlineArray` in the stack: reading one element of an array in a borrowed value copies the whole
/// array first (measured: 4 ns more for each field that a flow program reads). Every index is masked to the storage, which
/// lives as long as the value. What is behind the last layer belongs to packets before.
@usableFromInline
@safe struct LayerPlaces: ~Copyable {
    /// Layers and protocols that there is room for.
    @inlinable static var capacity: Int { 64 }

    @usableFromInline let layers: UnsafeMutablePointer<LayerSlot>
    @usableFromInline let protocols: UnsafeMutablePointer<ProtocolSlot>

    @usableFromInline init() {
        unsafe layers = UnsafeMutablePointer.allocate(capacity: Self.capacity)
        unsafe protocols = UnsafeMutablePointer.allocate(capacity: Self.capacity)
        let layer = LayerSlot(offset: 0, next: 0, detail: 0, protocol: .none, inner: 0)
        unsafe layers.initialize(repeating: layer, count: Self.capacity)
        unsafe protocols.initialize(repeating: ProtocolSlot(offset: 0, first: 0, last: 0), count: Self.capacity)
    }

    @inlinable deinit {
        unsafe layers.deallocate()
        unsafe protocols.deallocate()
    }

    @inlinable
    subscript(layer index: Int) -> LayerSlot {
        @inline(__always) get { unsafe layers[index & (Self.capacity - 1)] }
        @inline(__always) nonmutating set { unsafe layers[index & (Self.capacity - 1)] = newValue }
    }

    @inlinable
    subscript(protocol: LayerProtocol) -> ProtocolSlot {
        @inline(__always) get { unsafe protocols[Int(`protocol`.rawValue) & (Self.capacity - 1)] }
        @inline(__always) nonmutating set {
            unsafe protocols[Int(`protocol`.rawValue) & (Self.capacity - 1)] = newValue
        }
    }
}
