import NetTypes
import SFlow
import XDR

/// Reads the fields of a structure and prints each as it is read, under sflowtool's names and in its forms.
///
/// What a shorter, older form of a structure does not hold is not printed, nor is a text that is empty.
struct FieldPrinter: XDRVisitor, ~Copyable, ~Escapable {
    var reader: XDRReader
    var output: PrintedText
    /// The next text is the name of an element, not a value.
    var isNameNext = false

    /// Takes the output; `finish` gives it back.
    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, _ range: ByteRange, output: consuming PrintedText) {
        reader = XDRReader(bytes, at: range.start)
        reader.end = range.end
        self.output = output
    }

    consuming func finish() -> PrintedText { output }

    mutating func u32(_ value: inout UInt32, _ field: Field) throws(XDRError) {
        try reader.u32(&value, field)
        output.number(value, field)
    }

    mutating func i32(_ value: inout Int32, _ field: Field) throws(XDRError) {
        try reader.i32(&value, field)
        output.field(field.name, isNumber: true) { $0.append(decimal: Int64(value)) }
    }

    mutating func u64(_ value: inout UInt64, _ field: Field) throws(XDRError) {
        try reader.u64(&value, field)
        if case .hexDigits = field.form {
            output.field(field.name) { buffer in
                buffer.append(hex: UInt32(truncatingIfNeeded: value >> 32), digits: 8)
                buffer.append(hex: UInt32(truncatingIfNeeded: value), digits: 8)
            }
        } else {
            output.field(field.name, value)
        }
    }

    mutating func float(_ value: inout Float, _ field: Field) throws(XDRError) {
        try reader.float(&value, field)
        output.field(field.name, Double(value))
    }

    mutating func double(_ value: inout Double, _ field: Field) throws(XDRError) {
        try reader.double(&value, field)
        output.field(field.name, value)
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

    /// What comes next has a name of its own that says its type.
    mutating func discriminant(_ value: inout UInt32, below count: UInt32, _ field: Field) throws(XDRError) {
        try reader.discriminant(&value, below: count, field)
    }

    mutating func mac(_ value: inout UInt64, _ field: Field) throws(XDRError) {
        try reader.mac(&value, field)
        output.field(mac: field.name, value)
    }

    mutating func ipv4(_ value: inout UInt32, _ field: Field) throws(XDRError) {
        try reader.ipv4(&value, field)
        output.field(ipv4: field.name, value)
    }

    mutating func ipv6(_ value: inout UInt128, _ field: Field) throws(XDRError) {
        try reader.ipv6(&value, field)
        output.field(ipv6: field.name, value)
    }

    mutating func address(_ value: inout XDRAddress, _ field: Field) throws(XDRError) {
        try reader.address(&value, field)
        output.field(field.name, value)
    }

    mutating func uuid(_ value: inout UInt128, _ field: Field) throws(XDRError) {
        try reader.uuid(&value, field)
        output.field(field.name) { $0.append(uuid: value) }
    }

    /// The text stays where it is: `value` is not set.
    mutating func string(_ value: inout String, max: Int, _ field: Field) throws(XDRError) {
        let range = try reader.variable(max: Swift.max(max, XDRReader.longestText))
        let text = reader.bytes.extracting(range.start..<range.end)
        if isNameNext {
            isNameNext = false
            return output.setTail(foreign: text)
        }
        guard !range.isEmpty || output.tail.count > 0 else { return }
        if case .urlEncoded = field.form {
            output.field(field.name) { $0.append(urlEncoded: text) }
        } else {
            output.field(field.name, foreign: text)
        }
    }

    mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) throws(XDRError) {
        try reader.opaque(&value, max: max, field)
        if case .counted(let name) = field.form { output.field(name, value.count) }
        let bytes = reader.bytes.extracting(value.start..<value.end)
        output.field(field.name) { $0.append(hexBytes: bytes) }
    }

    mutating func endsHere() -> Bool { reader.endsHere() }
}

extension FieldPrinter: StructureAction {
    mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) throws(XDRError) {
        var structure = Structure()
        if let title = Structure.title { output.field(title.name, title.value) }
        let outer = output.prefix.count
        output.push(prefix: Structure.namePrefix)
        try structure.visit(&self)
        output.pop(prefixTo: outer)
    }
}

/// The lines of a structure's fields.
package func printedFields<Element: XDRElement>(_: Element.Type, _ bytes: RawSpan) throws(XDRError) -> String {
    let all = ByteRange(offset: 0, count: bytes.byteCount)
    var printer = FieldPrinter(bytes, all, output: PrintedText(style: .text)), element = Element()
    try element.visit(&printer)
    return printer.finish().buffer.text
}
