import XDR

/// Reads the fields of a structure and prints each as it is read, under sflowtool's names and in its forms.
///
/// What a shorter, older form of a structure does not hold is not printed.
struct FieldPrinter: XDRVisitor, ~Escapable {
    private var reader: XDRReader
    private(set) var output: PrintedText

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, _ range: ByteRange, output: PrintedText) {
        reader = XDRReader(bytes, at: range.start)
        reader.end = range.end
        self.output = output
    }

    mutating func u32(_ value: inout UInt32, _ field: Field) throws(XDRError) {
        try reader.u32(&value, field)
        output.begin(field.name)
        field.unit == .percentHundredths ? output.percentage(value) : output.decimal(UInt64(value))
        output.end()
    }

    mutating func i32(_ value: inout Int32, _ field: Field) throws(XDRError) {
        try reader.i32(&value, field)
        output.begin(field.name)
        output.decimal(Int64(value))
        output.end()
    }

    mutating func u64(_ value: inout UInt64, _ field: Field) throws(XDRError) {
        try reader.u64(&value, field)
        output.begin(field.name)
        output.decimal(value)
        output.end()
    }

    mutating func float(_ value: inout Float, _ field: Field) throws(XDRError) {
        try reader.float(&value, field)
        output.begin(field.name)
        output.decimal(value)
        output.end()
    }

    mutating func double(_ value: inout Double, _ field: Field) throws(XDRError) {
        try reader.double(&value, field)
        output.begin(field.name)
        output.decimal(value)
        output.end()
    }

    mutating func octets(
        _ value: inout UInt32,
        _ first: Field,
        _ second: Field,
        _ third: Field,
        _ fourth: Field
    ) throws(XDRError) {
        try reader.octets(&value, first, second, third, fourth)
        output.field(first.name, value >> 24)
        output.field(second.name, value >> 16 & 0xff)
        output.field(third.name, value >> 8 & 0xff)
        output.field(fourth.name, value & 0xff)
    }

    mutating func mac(_ value: inout UInt64, _ field: Field) throws(XDRError) {
        try reader.mac(&value, field)
        output.begin(field.name)
        output.mac(value)
        output.end()
    }

    mutating func ipv4(_ value: inout UInt32, _ field: Field) throws(XDRError) {
        try reader.ipv4(&value, field)
        output.begin(field.name)
        output.ipv4(value)
        output.end()
    }

    mutating func ipv6(_ value: inout UInt128, _ field: Field) throws(XDRError) {
        try reader.ipv6(&value, field)
        output.begin(field.name)
        output.ipv6(value)
        output.end()
    }

    mutating func address(_ value: inout XDRAddress, _ field: Field) throws(XDRError) {
        try reader.address(&value, field)
        output.begin(field.name)
        output.address(value)
        output.end()
    }

    mutating func uuid(_ value: inout UInt128, _ field: Field) throws(XDRError) {
        try reader.uuid(&value, field)
        output.begin(field.name)
        output.uuid(value)
        output.end()
    }

    mutating func string(_ value: inout String, max: Int, _ field: Field) throws(XDRError) {
        try reader.string(&value, max: max, field)
        output.begin(field.name)
        output.text(value)
        output.end()
    }

    mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) throws(XDRError) {
        try reader.opaque(&value, max: max, field)
        output.field("headerLen", value.count)
        output.begin(field.name)
        output.hexBytes(value, in: reader.bytes)
        output.end()
    }

    mutating func list<Element: XDRElement>(_ value: inout [Element], max: Int, _ field: Field) throws(XDRError) {
        let count = try reader.count(of: Element.self, max: max)
        if Element.isValue { output.count(field.name, count) }
        output.open("[", name: field.name, suffix: "_list")
        for index in 0..<count {
            var element = Element()
            try Element.isValue ? printValue(&element, index, field) : printStructure(&element, index, field)
        }
        output.close("]")
    }

    private mutating func printValue<Element: XDRElement>(
        _ element: inout Element,
        _ index: Int,
        _ field: Field
    ) throws(XDRError) {
        output.place = (field.name, index)
        try element.visit(&self)
        output.place = nil
    }

    private mutating func printStructure<Element: XDRElement>(
        _ element: inout Element,
        _ index: Int,
        _ field: Field
    ) throws(XDRError) {
        let outer = output.prefix
        output.prefix += "\(field.name)_\(index)_"
        output.open("{")
        try element.visit(&self)
        output.close("}")
        output.prefix = outer
    }

    mutating func endsHere() -> Bool { reader.endsHere() }
}

extension FieldPrinter: StructureAction {
    mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) throws(XDRError) {
        var structure = Structure()
        if let title = Structure.title { output.field(title.name, title.value) }
        try structure.visit(&self)
    }
}
