/// Text that is put together by the million: appending copies bytes and allocates only to grow.
///
/// `removeAll` keeps the room. What is appended at a time may be any length.
@safe public struct TextBuffer: ~Copyable, @unchecked Sendable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    @usableFromInline let digits: DigitTables
    @usableFromInline var filled = 0

    /// - Parameter capacity: bytes for which there is room at once; with 0, nothing is allocated before there are any.
    public init(capacity: Int = 4096) {
        self.capacity = capacity
        unsafe base = capacity > 0 ? .allocate(capacity: capacity) : Self.nowhere
        digits = DigitTables.shared
    }

    deinit { if capacity > 0 { unsafe base.deallocate() } }

    /// Where nothing is stored.
    private static var nowhere: UnsafeMutablePointer<UInt8> {
        unsafe UnsafeMutablePointer(bitPattern: 16).unsafelyUnwrapped
    }

    /// Bytes that were appended.
    @inlinable public var count: Int { filled }

    /// What was appended.
    public var bytes: RawSpan {
        @_lifetime(borrow self)
        get {
            let span = unsafe RawSpan(_unsafeStart: base, byteCount: filled)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// The same, byte by byte.
    public var utf8: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            let span = unsafe Span(_unsafeStart: base, count: filled)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// What was appended, as text; what is no UTF-8 is repaired.
    public var text: String {
        unsafe String(decoding: UnsafeBufferPointer(start: base, count: filled), as: UTF8.self)
    }

    /// Forgets what was appended.
    @inlinable public mutating func removeAll() { filled = 0 }

    /// Forgets what was appended behind the first `count` bytes.
    @inlinable public mutating func truncate(to count: Int) { filled = min(count, filled) }

    /// Makes room for `more` bytes.
    @inlinable @inline(__always)
    public mutating func reserve(_ more: Int) {
        if capacity &- count < more { grow(more) }
    }

    @usableFromInline @inline(never)
    mutating func grow(_ more: Int) {
        let wider = max(capacity * 2, count + more, 64)
        let place = UnsafeMutablePointer<UInt8>.allocate(capacity: wider)
        unsafe place.initialize(from: base, count: count)
        if capacity > 0 { unsafe base.deallocate() }
        unsafe base = place
        capacity = wider
    }
}

// MARK: Bytes and words

extension TextBuffer {
    @inlinable @inline(__always)
    public mutating func append(byte: UInt8) {
        reserve(1)
        put(byte)
    }

    /// Appends a byte for which there is room.
    @inlinable @inline(__always)
    mutating func put(_ byte: UInt8) {
        unsafe base[count] = byte
        filled &+= 1
    }

    @inlinable @inline(__always)
    public mutating func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        reserve(length)
        unsafe (base + count).update(from: text.utf8Start, count: length)
        filled &+= length
    }

    @inlinable
    public mutating func append(_ source: RawSpan) {
        reserve(source.byteCount)
        unsafe source.withUnsafeBytes { from in
            guard let start = from.baseAddress else { return }
            unsafe UnsafeMutableRawPointer(base + count).copyMemory(from: start, byteCount: from.count)
        }
        filled &+= source.byteCount
    }

    /// Appends what another buffer has.
    @inlinable
    public mutating func append(_ other: borrowing TextBuffer) {
        reserve(other.filled)
        unsafe UnsafeMutableRawPointer(base + filled).copyMemory(from: other.base, byteCount: other.filled)
        filled &+= other.filled
    }

    /// Appends bytes that lie together, at once; others one by one.
    @inlinable
    public mutating func append(utf8: some Collection<UInt8>) {
        let isDone: Void? = utf8.withContiguousStorageIfAvailable { bytes in
            reserve(bytes.count)
            guard let start = bytes.baseAddress else { return }
            unsafe UnsafeMutableRawPointer(base + filled).copyMemory(from: start, byteCount: bytes.count)
            filled &+= bytes.count
        }
        if isDone != nil { return }
        for byte in utf8 { append(byte: byte) }
    }
}
