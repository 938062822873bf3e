import NetTypes
import SFlow
import XDR

/// Reads the fields of a structure and prints each as it is read, under sflowtool's names and in its forms.
///
/// What a shorter, older form of a structure does not hold is not printed, nor is a text that is empty.
struct FieldPrinter: XDRVisitor, ~Copyable, ~Escapable {
    private var reader: XDRReader
    private var output: PrintedText
    /// The next text is the name of an element, not a value.
    private var isNameNext = false

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

// MARK: Lists

extension FieldPrinter {
    mutating func list<Element: XDRElement>(_ value: inout [Element], max: Int, _ field: Field) throws(XDRError) {
        let count = try reader.count(of: Element.self, max: max)
        switch field.form {
        case .joined, .mplsLabels, .vlanTags: try printJoined(count, field)
        case .asPath: try printASPath(count, field)
        case .named: try printNamed(Element.self, count)
        case .numbered(let list, _):
            output.field(field.name, UInt32(count))
            output.open("[", name: list)
            try printElements(Element.self, count, field)
        default:
            if Element.isValue { printCount(count, field) }
            output.open("[", name: field.name, suffix: "_list")
            try printElements(Element.self, count, field)
        }
    }

    /// The number of values that a list has: `MACs 2`.
    private mutating func printCount(_ count: Int, _ field: Field) {
        output.field(
            {
                $0.append(field.name)
                $0.append("s")
            },
            isNumber: true
        ) { $0.append(decimal: UInt32(count)) }
    }

    /// The elements of a list that is open.
    private mutating func printElements<Element: XDRElement>(
        _: Element.Type,
        _ count: Int,
        _ field: Field
    ) throws(XDRError) {
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
        let outer = (output.prefix.count, output.suffix)
        if !output.style.isJSON { label(index, field) }
        output.open("{")
        try element.visit(&self)
        output.close("}")
        output.pop(prefixTo: outer.0)
        output.suffix = outer.1
    }

    /// Says in the names that come next which element they are of.
    private mutating func label(_ index: Int, _ field: Field) {
        if case .numbered(_, let prefix) = field.form {
            output.push(prefix: prefix)
            output.suffix = index
        } else {
            output.push(prefix: field.name, index)
        }
    }

    /// The elements as fields, each under its own name.
    private mutating func printNamed<Element: XDRElement>(_: Element.Type, _ count: Int) throws(XDRError) {
        for _ in 0..<count {
            var element = Element()
            isNameNext = true
            try element.visit(&self)
        }
        output.tail.removeAll()
    }

    /// The elements as one value; nothing where there are none.
    private mutating func printJoined(_ count: Int, _ field: Field) throws(XDRError) {
        let start = try reader.take(4 * count), bytes = reader.bytes
        guard count > 0 else { return }
        output.field(field.name) { buffer in
            for index in 0..<count {
                if index > 0 { buffer.append(byte: UInt8(ascii: "-")) }
                buffer.append(element: bytes.bigEndian32(start + 4 * index), field.form)
            }
        }
    }

    /// The path as one value, the AS that it leads to, and the first one on the way.
    private mutating func printASPath(_ count: Int, _ field: Field) throws(XDRError) {
        let path = try ASPath(segments: count, &reader)
        if count > 0 { output.field(field.name) { path.append(to: &$0) } }
        output.field("dst_as", path.last)
        output.field("dst_peer_as", path.first)
    }
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

extension PrintedText {
    /// Puts more before the names to come.
    mutating func push(prefix: StaticString) {
        for index in 0..<prefix.utf8CodeUnitCount { unsafe self.prefix.append(prefix.utf8Start[index]) }
    }

    /// `adaptor_0_`
    mutating func push(prefix: StaticString, _ index: Int) {
        push(prefix: prefix)
        self.prefix.append(UInt8(ascii: "_"))
        self.prefix.append(contentsOf: String(index).utf8)
        self.prefix.append(UInt8(ascii: "_"))
    }

    /// Takes away what stands behind the first `count` bytes of the prefix.
    mutating func pop(prefixTo count: Int) { prefix.removeLast(prefix.count - count) }
}

/// The lines of a structure's fields.
package func printedFields<Element: XDRElement>(_: Element.Type, _ bytes: RawSpan) throws(XDRError) -> String {
    let all = ByteRange(offset: 0, count: bytes.byteCount)
    var printer = FieldPrinter(bytes, all, output: PrintedText(style: .text)), element = Element()
    try element.visit(&printer)
    return printer.finish().buffer.text
}
