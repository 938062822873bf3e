/// Reads XDR from bytes in place. `end` bounds it to a record; nothing is read beyond.
public struct XDRReader: XDRVisitor, ~Escapable {
    public let bytes: RawSpan
    public var offset: Int
    public var end: Int
    /// Whether a structure ended where an older form of it does.
    public private(set) var endedEarly = false

    @inlinable @_lifetime(copy bytes)
    public init(_ bytes: RawSpan, at offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
        self.end = bytes.byteCount
    }

    @inlinable public var left: Int { end - offset }

    /// Throws. Apart from the verbs: a function with a typed `throw` of its own is not inlined into other modules.
    @usableFromInline @inline(never)
    static func fail(_ error: XDRError) throws(XDRError) -> Never { throw error }

    /// Claims the next `count` bytes and returns where they start.
    @inlinable @inline(__always)
    public mutating func take(_ count: Int) throws(XDRError) -> Int {
        let start = offset
        guard end &- start >= count else { try Self.fail(.truncated(at: start)) }
        offset = start &+ count
        return start
    }

    @inlinable @inline(__always)
    public mutating func word() throws(XDRError) -> UInt32 { bytes.bigEndian32(try take(4)) }

    @inlinable @inline(__always)
    public mutating func hyper() throws(XDRError) -> UInt64 { bytes.bigEndian64(try take(8)) }

    /// A length and that many bytes with their padding, which may be missing at the very end of a record.
    @inlinable @inline(__always)
    public mutating func variable(max: Int) throws(XDRError) -> ByteRange {
        let at = offset
        let count = Int(try word())
        guard count <= end - offset else { try Self.fail(.truncated(at: at)) }
        guard count <= max else { try Self.fail(.tooLong(at: at, length: count, limit: max)) }
        let range = ByteRange(offset: offset, count: count)
        offset = min(offset + (count + 3) & ~3, end)
        return range
    }

    @inlinable @inline(__always)
    public mutating func u32(_ value: inout UInt32, _ field: Field) throws(XDRError) { value = try word() }

    @inlinable @inline(__always)
    public mutating func i32(_ value: inout Int32, _ field: Field) throws(XDRError) {
        value = Int32(bitPattern: try word())
    }

    @inlinable @inline(__always)
    public mutating func u64(_ value: inout UInt64, _ field: Field) throws(XDRError) { value = try hyper() }

    @inlinable @inline(__always)
    public mutating func float(_ value: inout Float, _ field: Field) throws(XDRError) {
        value = Float(bitPattern: try word())
    }

    @inlinable @inline(__always)
    public mutating func double(_ value: inout Double, _ field: Field) throws(XDRError) {
        value = Double(bitPattern: try hyper())
    }

    @inlinable @inline(__always)
    public mutating func octets(
        _ value: inout UInt32,
        _ first: Field,
        _ second: Field,
        _ third: Field,
        _ fourth: Field
    ) throws(XDRError) { value = try word() }

    @inlinable
    public mutating func discriminant(_ value: inout UInt32, below count: UInt32, _ field: Field) throws(XDRError) {
        let at = offset
        value = try word()
        guard value < count else { try Self.fail(.badValue(at: at, value: value)) }
    }

    @inlinable @inline(__always)
    public mutating func mac(_ value: inout UInt64, _ field: Field) throws(XDRError) { value = try hyper() >> 16 }

    @inlinable @inline(__always)
    public mutating func ipv4(_ value: inout UInt32, _ field: Field) throws(XDRError) { value = try word() }

    @inlinable @inline(__always)
    public mutating func ipv6(_ value: inout UInt128, _ field: Field) throws(XDRError) {
        let at = try take(16)
        value = UInt128(bytes.bigEndian64(at)) << 64 | UInt128(bytes.bigEndian64(at + 8))
    }

    @inlinable
    public mutating func address(_ value: inout XDRAddress, _ field: Field) throws(XDRError) {
        let at = offset
        switch try word() {
        case 0: value = .unknown
        case 1: value = .ipv4(try word())
        case 2:
            var address: UInt128 = 0
            try ipv6(&address, field)
            value = .ipv6(address)
        case let other: try Self.fail(.badValue(at: at, value: other))
        }
    }

    @inlinable
    public mutating func uuid(_ value: inout UInt128, _ field: Field) throws(XDRError) { try ipv6(&value, field) }

    /// The longest text that is taken where the specification allows less: agents in use send names of pods beyond it.
    public static let longestText = 255

    public mutating func string(_ value: inout String, max: Int, _ field: Field) throws(XDRError) {
        let range = try variable(max: Swift.max(max, Self.longestText))
        value = bytes.text(range)
    }

    @inlinable @inline(__always)
    public mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) throws(XDRError) {
        value = try variable(max: max)
    }

    /// The count of a list, which the bytes that are left must be able to hold.
    @inlinable
    public mutating func count<Element: XDRElement>(of _: Element.Type, max: Int) throws(XDRError) -> Int {
        let at = offset
        let count = Int(try word())
        guard count <= (end - offset) / Element.minimumSize else { try Self.fail(.truncated(at: at)) }
        guard count <= max else { try Self.fail(.tooLong(at: at, length: count, limit: max)) }
        return count
    }

    @inlinable
    public mutating func list<Element: XDRElement>(
        _ value: inout [Element],
        max: Int,
        _ field: Field
    ) throws(XDRError) {
        let count = try count(of: Element.self, max: max)
        value.removeAll(keepingCapacity: true)
        value.reserveCapacity(count)
        for _ in 0..<count {
            var element = Element()
            try element.visit(&self)
            value.append(element)
        }
    }

    public mutating func endsHere() -> Bool {
        endedEarly = offset >= end
        return endedEarly
    }
}
