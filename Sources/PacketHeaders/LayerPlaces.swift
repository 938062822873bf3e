/// Where the layers of a `LayerStack` are: two bytes by layer, and two by protocol.
///
/// A pointer, and not an `InlineArray` in the stack: reading one element of an array in a borrowed value copies the whole
/// array first (measured: 4 ns more for each field that a flow program reads). Every index is masked to the storage, which
/// lives as long as the value.
@usableFromInline
@safe struct LayerPlaces: ~Copyable {
    /// What is kept, and where it starts.
    @usableFromInline
    enum Kind: Int {
        /// By layer: where it starts. What is behind the last layer belongs to packets before.
        case offset = 0
        /// By layer: what it says comes next.
        case next = 16
        /// By protocol: its first layer; holds only for protocols that are present.
        case first = 64
        /// By protocol: where its first layer starts.
        case firstOffset = 128
    }

    @usableFromInline let base: UnsafeMutablePointer<UInt16>

    @usableFromInline init() {
        unsafe base = UnsafeMutablePointer.allocate(capacity: 192)
        unsafe base.initialize(repeating: 0, count: 192)
    }

    @inlinable deinit { unsafe base.deallocate() }

    @inlinable
    subscript(kind: Kind, index: Int) -> UInt16 {
        @inline(__always) get { unsafe base[Self.place(kind, index)] }
        @inline(__always) nonmutating set { unsafe base[Self.place(kind, index)] = newValue }
    }

    @inlinable @inline(__always)
    static func place(_ kind: Kind, _ index: Int) -> Int {
        kind.rawValue | index & (kind.rawValue < 64 ? 15 : 63)
    }
}
