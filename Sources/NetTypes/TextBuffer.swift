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

// MARK: Numbers

extension TextBuffer {
    @inlinable @inline(__always)
    public mutating func append(decimal value: UInt32) {
        reserve(10)
        if value < 10 { return put(48 &+ UInt8(truncatingIfNeeded: value)) }
        putDecimal(value)
    }

    public mutating func append(decimal value: UInt64) {
        if value <= UInt64(UInt32.max) { return append(decimal: UInt32(truncatingIfNeeded: value)) }
        let (high, low) = value.quotientAndRemainder(dividingBy: 1_000_000_000)
        append(decimal: high)
        append(UInt32(truncatingIfNeeded: low), digits: 9)
    }

    public mutating func append(decimal value: Int64) {
        if value < 0 { append(byte: UInt8(ascii: "-")) }
        append(decimal: value.magnitude)
    }

    /// Appends the number with zeros before it, to `digits` digits, which it must not exceed.
    public mutating func append(_ value: UInt32, digits: Int) {
        reserve(digits)
        var rest = value, place = count + digits
        while place > count {
            place -= 1
            unsafe base[place] = 48 &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        filled += digits
    }

    /// There is room for ten digits.
    @usableFromInline
    mutating func putDecimal(_ value: UInt32) {
        let length = Self.decimalDigits(value)
        var rest = value, place = count &+ length
        while rest >= 100 {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 100)
            place &-= 2
            store(digits.decimal(remainder), at: place)
            rest = quotient
        }
        if rest >= 10 {
            store(digits.decimal(rest), at: place &- 2)
        } else {
            unsafe base[place &- 1] = 48 &+ UInt8(truncatingIfNeeded: rest)
        }
        filled &+= length
    }

    @inline(__always)
    private static func decimalDigits(_ value: UInt32) -> Int {
        if value < 10_000 { return value < 100 ? (value < 10 ? 1 : 2) : (value < 1000 ? 3 : 4) }
        if value < 1_000_000 { return value < 100_000 ? 5 : 6 }
        if value < 100_000_000 { return value < 10_000_000 ? 7 : 8 }
        return value < 1_000_000_000 ? 9 : 10
    }

    /// Lower-case hex with at least `digits` digits, and no more zeros before it.
    @inlinable @inline(__always)
    public mutating func append(hex value: UInt32, digits: Int = 1) {
        reserve(8)
        if value < 256, digits == 2 { return putHex(value) }
        if value < 0x1_0000, digits == 4 {
            putHex(value >> 8)
            return putHex(value & 255)
        }
        putHex(value, digits: digits)
    }

    @usableFromInline
    mutating func putHex(_ value: UInt32, digits: Int) {
        let needed = max((35 - value.leadingZeroBitCount) / 4, digits)
        for index in 0..<needed {
            let nibble = UInt8(truncatingIfNeeded: value >> UInt32(4 * (needed - 1 - index)) & 15)
            put(nibble &+ (nibble < 10 ? 48 : 87))
        }
    }

    @inlinable @inline(__always)
    func store(_ pair: UInt16, at place: Int) {
        unsafe UnsafeMutableRawPointer(base + place).storeBytes(of: pair, as: UInt16.self)
    }
}

// MARK: Addresses

extension TextBuffer {
    /// `192.0.2.1`
    @inlinable
    public mutating func append(ipv4 value: UInt32) {
        reserve(20)
        putOctet(value >> 24)
        putOctet(value >> 16 & 255)
        putOctet(value >> 8 & 255)
        putOctet(value & 255)
        filled &-= 1
    }

    /// The octet and a dot.
    @inlinable @inline(__always)
    mutating func putOctet(_ octet: UInt32) {
        let text = digits.octet(octet)
        unsafe UnsafeMutableRawPointer(base + count).storeBytes(of: text, as: UInt32.self)
        filled &+= octet < 10 ? 2 : octet < 100 ? 3 : 4
    }

    /// All eight groups with their zeros: `2001:0db8:0000:0000:0000:0000:0000:0001`.
    public mutating func append(ipv6Groups value: UInt128) {
        reserve(40)
        for group in 0..<8 {
            if group > 0 { put(UInt8(ascii: ":")) }
            let bits = UInt32(truncatingIfNeeded: value >> UInt128(112 - 16 * group))
            putHex(bits >> 8 & 255)
            putHex(bits & 255)
        }
    }

    /// Twelve lower-case hex digits.
    @inlinable
    public mutating func append(mac value: UInt64) {
        reserve(12)
        putHex(UInt32(truncatingIfNeeded: value >> 40 & 255))
        putHex(UInt32(truncatingIfNeeded: value >> 32 & 255))
        putHex(UInt32(truncatingIfNeeded: value >> 24 & 255))
        putHex(UInt32(truncatingIfNeeded: value >> 16 & 255))
        putHex(UInt32(truncatingIfNeeded: value >> 8 & 255))
        putHex(UInt32(truncatingIfNeeded: value & 255))
    }

    /// `00112233-4455-6677-8899-aabbccddeeff`
    public mutating func append(uuid value: UInt128) {
        reserve(36)
        for index in 0..<16 {
            if index == 4 || index == 6 || index == 8 || index == 10 { put(UInt8(ascii: "-")) }
            putHex(UInt32(truncatingIfNeeded: value >> UInt128(120 - 8 * index)) & 255)
        }
    }

    /// Two lower-case hex digits, for which there is room.
    @inlinable @inline(__always)
    mutating func putHex(_ byte: UInt32) {
        store(digits.hex(byte), at: count)
        filled &+= 2
    }

    /// Two upper-case hex digits.
    public mutating func append(upperHex byte: UInt8) {
        reserve(2)
        store(digits.upperHex(UInt32(byte)), at: count)
        filled &+= 2
    }

    /// `AA-BB-CC`
    public mutating func append(hexBytes source: RawSpan) {
        guard source.byteCount > 0 else { return }
        reserve(source.byteCount * 3)
        for index in source.byteOffsets {
            let byte = unsafe source.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)
            store(digits.upperHex(UInt32(byte)), at: count)
            unsafe base[count &+ 2] = UInt8(ascii: "-")
            filled &+= 3
        }
        filled &-= 1
    }
}
