/// Writes XDR into a buffer that is reused: `removeAll` keeps its capacity.
public struct XDRWriter: XDRVisitor, Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []
    /// Where `ByteRange` fields take their bytes from.
    public var payload: [UInt8]

    public init(payload: [UInt8] = [], capacity: Int = 0) {
        self.payload = payload
        bytes.reserveCapacity(capacity)
    }

    public var count: Int { bytes.count }

    /// Forgets what was written and staged.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        payload.removeAll(keepingCapacity: true)
    }

    /// Cuts what was written after `count` bytes.
    public mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }

    /// Keeps bytes for an opaque field that will be written.
    public mutating func stage(_ source: RawSpan) -> ByteRange {
        let range = ByteRange(offset: payload.count, count: source.byteCount)
        for index in source.byteOffsets { payload.append(source.bigEndian8(index)) }
        return range
    }

    public mutating func word(_ value: UInt32) {
        unsafe withUnsafeBytes(of: value.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    public mutating func hyper(_ value: UInt64) {
        unsafe withUnsafeBytes(of: value.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    /// Appends bytes as they are: XDR that was made elsewhere.
    public mutating func append(_ encoded: [UInt8]) { bytes.append(contentsOf: encoded) }

    /// Writes a word again, where a length or a count was not known before.
    public mutating func patch(_ value: UInt32, at offset: Int) {
        for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * index)) }
    }

    /// Writes a length, then what `body` writes, and sets the length to it.
    public mutating func measured(_ body: (inout XDRWriter) throws(XDRError) -> Void) throws(XDRError) {
        let at = count
        word(0)
        try body(&self)
        patch(UInt32(count - at - 4), at: at)
    }

    private mutating func pad() {
        while bytes.count & 3 != 0 { bytes.append(0) }
    }

    public mutating func u32(_ value: inout UInt32, _ field: Field) throws(XDRError) { word(value) }
    public mutating func i32(_ value: inout Int32, _ field: Field) throws(XDRError) { word(UInt32(bitPattern: value)) }
    public mutating func u64(_ value: inout UInt64, _ field: Field) throws(XDRError) { hyper(value) }
    public mutating func float(_ value: inout Float, _ field: Field) throws(XDRError) { word(value.bitPattern) }
    public mutating func double(_ value: inout Double, _ field: Field) throws(XDRError) { hyper(value.bitPattern) }

    public mutating func octets(
        _ value: inout UInt32,
        _ first: Field,
        _ second: Field,
        _ third: Field,
        _ fourth: Field
    ) throws(XDRError) { word(value) }

    public mutating func mac(_ value: inout UInt64, _ field: Field) throws(XDRError) { hyper(value << 16) }
    public mutating func ipv4(_ value: inout UInt32, _ field: Field) throws(XDRError) { word(value) }

    public mutating func ipv6(_ value: inout UInt128, _ field: Field) throws(XDRError) {
        hyper(UInt64(truncatingIfNeeded: value >> 64))
        hyper(UInt64(truncatingIfNeeded: value))
    }

    public mutating func uuid(_ value: inout UInt128, _ field: Field) throws(XDRError) { try ipv6(&value, field) }

    public mutating func address(_ value: inout XDRAddress, _ field: Field) throws(XDRError) {
        switch value {
        case .unknown: word(0)
        case .ipv4(let address):
            word(1)
            word(address)
        case .ipv6(var address):
            word(2)
            try ipv6(&address, field)
        }
    }

    /// Writes at most `max` bytes of the text, cut between characters.
    public mutating func string(_ value: inout String, max: Int, _ field: Field) throws(XDRError) {
        var text = value[...]
        while text.utf8.count > max { text.removeLast() }
        word(UInt32(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
        pad()
    }

    public mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) throws(XDRError) {
        let end = min(value.end, payload.count, value.start + max)
        word(UInt32(Swift.max(end - value.start, 0)))
        if value.start < end { bytes.append(contentsOf: payload[value.start..<end]) }
        pad()
    }

    public mutating func list<Element: XDRElement>(
        _ value: inout [Element],
        max: Int,
        _ field: Field
    ) throws(XDRError) {
        let count = min(value.count, max)
        word(UInt32(count))
        for index in 0..<count { try value[index].visit(&self) }
    }

    public mutating func endsHere() -> Bool { false }
}
