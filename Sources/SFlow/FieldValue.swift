public import XDR

/// The value of a field, whatever its type: for what prints, binds and compares structures.
public enum FieldValue: Sendable, Hashable {
    case unsigned(UInt64)
    case signed(Int64)
    case real(Float)
    case double(Double)
    case mac(UInt64)
    case ipv4(UInt32)
    case ipv6(UInt128)
    case address(XDRAddress)
    case uuid(UInt128)
    case text(String)
    case bytes(ByteRange)
    case list([[FieldEntry]])
}

/// A field with its value.
public struct FieldEntry: Sendable, Hashable {
    public var field: Field
    public var value: FieldValue
    /// The width of a number on the wire in bytes.
    public var width: Int

    public static func == (a: FieldEntry, b: FieldEntry) -> Bool { a.name == b.name && a.value == b.value }
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(value)
    }

    public var name: String { field.name.description }
}

/// Lists the fields of a structure in their order.
public struct FieldLister: XDRVisitor {
    public private(set) var entries: [FieldEntry] = []

    public init() {}

    /// The fields of any structure.
    public static func list(_ element: some XDRElement) -> [FieldEntry] {
        var lister = FieldLister(), element = element
        do { try element.visit(&lister) } catch { preconditionFailure("a lister does not throw") }
        return lister.entries
    }

    private mutating func add(_ field: Field, _ value: FieldValue, _ width: Int) {
        entries.append(FieldEntry(field: field, value: value, width: width))
    }

    public mutating func u32(_ value: inout UInt32, _ field: Field) throws(XDRError) {
        add(field, .unsigned(UInt64(value)), 4)
    }
    public mutating func i32(_ value: inout Int32, _ field: Field) throws(XDRError) {
        add(field, .signed(Int64(value)), 4)
    }
    public mutating func u64(_ value: inout UInt64, _ field: Field) throws(XDRError) { add(field, .unsigned(value), 8) }
    public mutating func float(_ value: inout Float, _ field: Field) throws(XDRError) { add(field, .real(value), 4) }
    public mutating func double(_ value: inout Double, _ field: Field) throws(XDRError) {
        add(field, .double(value), 8)
    }
    public mutating func octets(
        _ value: inout UInt32,
        _ first: Field,
        _ second: Field,
        _ third: Field,
        _ fourth: Field
    ) throws(XDRError) {
        for (index, field) in [first, second, third, fourth].enumerated() {
            add(field, .unsigned(UInt64(value >> UInt32(24 - 8 * index) & 0xff)), 1)
        }
    }
    public mutating func mac(_ value: inout UInt64, _ field: Field) throws(XDRError) { add(field, .mac(value), 8) }
    public mutating func ipv4(_ value: inout UInt32, _ field: Field) throws(XDRError) { add(field, .ipv4(value), 4) }
    public mutating func ipv6(_ value: inout UInt128, _ field: Field) throws(XDRError) { add(field, .ipv6(value), 16) }
    public mutating func address(_ value: inout XDRAddress, _ field: Field) throws(XDRError) {
        add(field, .address(value), 0)
    }
    public mutating func uuid(_ value: inout UInt128, _ field: Field) throws(XDRError) { add(field, .uuid(value), 16) }
    public mutating func string(_ value: inout String, max: Int, _ field: Field) throws(XDRError) {
        add(field, .text(value), 0)
    }
    public mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) throws(XDRError) {
        add(field, .bytes(value), 0)
    }

    public mutating func list<Element: XDRElement>(_ value: inout [Element], max: Int, _ field: Field) throws(XDRError)
    {
        add(field, .list(value.map { FieldLister.list($0) }), 0)
    }

    public mutating func endsHere() -> Bool { false }
}

extension Field: Hashable {
    public static func == (a: Field, b: Field) -> Bool { a.name.description == b.name.description }
    public func hash(into hasher: inout Hasher) { hasher.combine(name.description) }
}
