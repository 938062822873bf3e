import SFlow
import XDR

/// The fields of a record in the order of its declaration, with where each lies, as far as that is the same in all.
struct RecordLayout: XDRVisitor {
    /// What there is at a field.
    enum Form {
        case number, address, text, list, other
    }

    struct Field {
        var name: String
        var form: Form
        /// Bytes from the start of the record; `nil`: it follows something of any length.
        var offset: Int?
        /// Bytes of the value.
        var width: Int
    }

    private(set) var fields: [Field] = []
    private var offset: Int? = 0

    init<Structure: XDRStructure>(of _: Structure.Type) {
        var structure = Structure()
        // It cannot fail: nothing is read.
        try! structure.visit(&self)
    }

    /// The number of a field; there must be one.
    func index(_ name: String) -> Int {
        guard let index = fields.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("no field \(name) is declared")
        }
        return index
    }

    private mutating func add(_ field: XDR.Field, _ form: Form, width: Int, takes size: Int?) {
        fields.append(Field(name: field.name.description, form: form, offset: offset, width: width))
        offset = offset.flatMap { start in size.map { start + $0 } }
    }

    mutating func u32(_ value: inout UInt32, _ field: XDR.Field) { add(field, .number, width: 4, takes: 4) }
    mutating func i32(_ value: inout Int32, _ field: XDR.Field) { add(field, .other, width: 4, takes: 4) }
    mutating func u64(_ value: inout UInt64, _ field: XDR.Field) { add(field, .number, width: 8, takes: 8) }
    mutating func float(_ value: inout Float, _ field: XDR.Field) { add(field, .other, width: 4, takes: 4) }
    mutating func double(_ value: inout Double, _ field: XDR.Field) { add(field, .other, width: 8, takes: 8) }
    mutating func octets(
        _ value: inout UInt32,
        _ first: XDR.Field,
        _ second: XDR.Field,
        _ third: XDR.Field,
        _ fourth: XDR.Field
    ) { add(first, .other, width: 4, takes: 4) }
    mutating func discriminant(_ value: inout UInt32, below count: UInt32, _ field: XDR.Field) {
        add(field, .number, width: 4, takes: 4)
    }
    mutating func mac(_ value: inout UInt64, _ field: XDR.Field) { add(field, .number, width: 6, takes: 8) }
    mutating func ipv4(_ value: inout UInt32, _ field: XDR.Field) { add(field, .number, width: 4, takes: 4) }
    mutating func ipv6(_ value: inout UInt128, _ field: XDR.Field) { add(field, .number, width: 16, takes: 16) }
    mutating func address(_ value: inout XDRAddress, _ field: XDR.Field) {
        add(field, .address, width: 0, takes: nil)
    }
    mutating func uuid(_ value: inout UInt128, _ field: XDR.Field) { add(field, .number, width: 16, takes: 16) }
    mutating func string(_ value: inout String, max: Int, _ field: XDR.Field) {
        add(field, .text, width: 0, takes: nil)
    }
    mutating func opaque(_ value: inout ByteRange, max: Int, _ field: XDR.Field) {
        add(field, .other, width: 0, takes: nil)
    }
    mutating func list<Element: XDRElement>(_ value: inout [Element], max: Int, _ field: XDR.Field) {
        add(field, .list, width: 0, takes: nil)
    }
    mutating func endsHere() -> Bool { false }
}
