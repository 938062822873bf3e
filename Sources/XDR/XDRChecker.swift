/// Reads a structure and keeps nothing of it: says whether it can be read, without allocation.
public struct XDRChecker: XDRVisitor, ~Escapable {
    @usableFromInline var reader: XDRReader

    @inlinable @_lifetime(copy bytes)
    init(_ bytes: RawSpan, _ range: ByteRange) {
        reader = XDRReader(bytes, at: range.start)
        reader.end = range.end
    }

    /// Whether `range`, which must lie in `bytes`, holds a structure; what follows it does not matter.
    @inlinable
    public static func canRead<Element: XDRElement>(_: Element.Type, _ bytes: RawSpan, _ range: ByteRange) -> Bool {
        var checker = XDRChecker(bytes, range), element = Element()
        do { try element.visit(&checker) } catch { return false }
        return true
    }

    @inlinable
    public mutating func u32(_ value: inout UInt32, _ field: Field) throws(XDRError) {
        try reader.u32(&value, field)
    }

    @inlinable
    public mutating func i32(_ value: inout Int32, _ field: Field) throws(XDRError) {
        try reader.i32(&value, field)
    }

    @inlinable
    public mutating func u64(_ value: inout UInt64, _ field: Field) throws(XDRError) {
        try reader.u64(&value, field)
    }

    @inlinable
    public mutating func float(_ value: inout Float, _ field: Field) throws(XDRError) {
        try reader.float(&value, field)
    }

    @inlinable
    public mutating func double(_ value: inout Double, _ field: Field) throws(XDRError) {
        try reader.double(&value, field)
    }

    @inlinable
    public mutating func octets(
        _ value: inout UInt32,
        _ first: Field,
        _ second: Field,
        _ third: Field,
        _ fourth: Field
    ) throws(XDRError) { try reader.octets(&value, first, second, third, fourth) }

    @inlinable
    public mutating func discriminant(_ value: inout UInt32, below count: UInt32, _ field: Field) throws(XDRError) {
        try reader.discriminant(&value, below: count, field)
    }

    @inlinable
    public mutating func mac(_ value: inout UInt64, _ field: Field) throws(XDRError) {
        try reader.mac(&value, field)
    }

    @inlinable
    public mutating func ipv4(_ value: inout UInt32, _ field: Field) throws(XDRError) {
        try reader.ipv4(&value, field)
    }

    @inlinable
    public mutating func ipv6(_ value: inout UInt128, _ field: Field) throws(XDRError) {
        try reader.ipv6(&value, field)
    }

    @inlinable
    public mutating func address(_ value: inout XDRAddress, _ field: Field) throws(XDRError) {
        try reader.address(&value, field)
    }

    @inlinable
    public mutating func uuid(_ value: inout UInt128, _ field: Field) throws(XDRError) {
        try reader.uuid(&value, field)
    }

    @inlinable
    public mutating func string(_ value: inout String, max: Int, _ field: Field) throws(XDRError) {
        _ = try reader.variable(max: Swift.max(max, XDRReader.longestText))
    }

    @inlinable
    public mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) throws(XDRError) {
        try reader.opaque(&value, max: max, field)
    }

    @inlinable
    public mutating func list<Element: XDRElement>(_ value: inout [Element], max: Int, _ field: Field) throws(XDRError)
    {
        for _ in 0..<(try reader.count(of: Element.self, max: max)) {
            var element = Element()
            try element.visit(&self)
        }
    }

    @inlinable public mutating func endsHere() -> Bool { reader.endsHere() }
}
