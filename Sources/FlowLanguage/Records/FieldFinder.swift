import SFlow
import XDR

/// Walks a record to one of its fields, for those that follow something of any length. Nothing is kept, nothing is
/// allocated, nothing is read beyond the record.
struct FieldFinder: XDRVisitor, StructureAction, ~Escapable {
    private var reader: XDRReader
    /// Fields before the one that is looked for.
    private var left: Int
    /// How many lists the walk is in.
    private var depth = 0
    /// The bytes of the value: of an address without its type, of a text without its length, of a list without its count.
    private var found: ByteRange?

    @_lifetime(copy bytes)
    private init(_ bytes: RawSpan, _ record: ByteRange, _ index: Int) {
        reader = XDRReader(bytes, at: record.start)
        reader.end = record.end
        left = index
    }

    /// The value of the field with the number `index` of a record; `nil` where the record ends before it, or is faulty.
    static func find(_ index: Int, of record: ByteRange, _ ordinal: Int, _ bytes: RawSpan) -> ByteRange? {
        var finder = FieldFinder(bytes, record, index)
        // It ends by an error where the field is found, too.
        _ = try? Structures.withFlowRecord(Structures.flowFormats[ordinal], &finder)
        return finder.found
    }

    mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) throws(XDRError) {
        var structure = Structure()
        try structure.visit(&self)
    }

    /// Takes the field that has just been read; throws where it is the one.
    private mutating func pass(_ start: Int, _ end: Int) throws(XDRError) {
        guard depth == 0 else { return }
        if left == 0 { try stop(ByteRange(offset: start, count: end - start)) }
        left -= 1
    }

    @inline(never)
    private mutating func stop(_ range: ByteRange) throws(XDRError) {
        found = range
        throw .truncated(at: range.end)
    }

    private mutating func skip(_ size: Int, value: Int? = nil) throws(XDRError) {
        let start = try reader.take(size)
        try pass(start, start + (value ?? size))
    }

    mutating func u32(_ value: inout UInt32, _ field: Field) throws(XDRError) { try skip(4) }
    mutating func i32(_ value: inout Int32, _ field: Field) throws(XDRError) { try skip(4) }
    mutating func u64(_ value: inout UInt64, _ field: Field) throws(XDRError) { try skip(8) }
    mutating func float(_ value: inout Float, _ field: Field) throws(XDRError) { try skip(4) }
    mutating func double(_ value: inout Double, _ field: Field) throws(XDRError) { try skip(8) }
    mutating func octets(
        _ value: inout UInt32,
        _ first: Field,
        _ second: Field,
        _ third: Field,
        _ fourth: Field
    ) throws(XDRError) { try skip(4) }
    mutating func discriminant(_ value: inout UInt32, below count: UInt32, _ field: Field) throws(XDRError) {
        let start = reader.offset
        try reader.discriminant(&value, below: count, field)
        try pass(start, reader.offset)
    }
    mutating func mac(_ value: inout UInt64, _ field: Field) throws(XDRError) { try skip(8, value: 6) }
    mutating func ipv4(_ value: inout UInt32, _ field: Field) throws(XDRError) { try skip(4) }
    mutating func ipv6(_ value: inout UInt128, _ field: Field) throws(XDRError) { try skip(16) }
    mutating func address(_ value: inout XDRAddress, _ field: Field) throws(XDRError) {
        let start = reader.offset
        try reader.address(&value, field)
        try pass(start + 4, reader.offset)
    }
    mutating func uuid(_ value: inout UInt128, _ field: Field) throws(XDRError) { try skip(16) }
    mutating func string(_ value: inout String, max: Int, _ field: Field) throws(XDRError) {
        let range = try reader.variable(max: Swift.max(max, XDRReader.longestText))
        try pass(range.start, range.end)
    }
    mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) throws(XDRError) {
        let range = try reader.variable(max: max)
        try pass(range.start, range.end)
    }
    mutating func list<Element: XDRElement>(_ value: inout [Element], max: Int, _ field: Field) throws(XDRError) {
        let count = try reader.count(of: Element.self, max: max), start = reader.offset
        depth += 1
        for _ in 0..<count {
            var element = Element()
            try element.visit(&self)
        }
        depth -= 1
        try pass(start, reader.offset)
    }
    mutating func endsHere() -> Bool { reader.endsHere() }
}

extension Structures {
    /// The formats of the flow records, by their ordinals.
    fileprivate static let flowFormats = flowRecords.map { $0.format }
}
