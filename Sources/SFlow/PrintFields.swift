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
        output.number(value, field)
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
        guard !value.isEmpty else { return }
        output.begin(field.name)
        if case .urlEncoded = field.form { output.urlEncoded(value) } else { output.text(value) }
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
        switch field.form {
        case .joined, .mplsLabels, .vlanTags: try printJoined(Element.self, count, field)
        case .asPath: try printASPath(Element.self, count, field)
        case .numbered:
            output.count(field.name, count)
            try printElements(Element.self, count, field)
        default:
            if Element.isValue { output.count(field.name, suffix: "s", count) }
            try printElements(Element.self, count, field)
        }
    }

    private mutating func printElements<Element: XDRElement>(
        _: Element.Type,
        _ count: Int,
        _ field: Field
    ) throws(XDRError) {
        output.open("[", name: field.name, suffix: "_list")
        for index in 0..<count {
            var element = Element()
            try Element.isValue ? printValue(&element, index, field) : printStructure(&element, index, field)
        }
        output.close("]")
    }

    /// The elements as one value; nothing where there are none.
    private mutating func printJoined<Element: XDRElement>(
        _: Element.Type,
        _ count: Int,
        _ field: Field
    ) throws(XDRError) {
        guard count > 0 else { return }
        output.begin(field.name)
        for index in 0..<count {
            let word = try reader.word()
            if index > 0 { output.append("-") }
            output.element(word, field.form)
        }
        output.end()
    }

    /// The path as one value; where there are segments, the AS that it leads to and the first one on the way.
    private mutating func printASPath<Element: XDRElement>(
        _: Element.Type,
        _ count: Int,
        _ field: Field
    ) throws(XDRError) {
        var first: UInt32 = 0, last: UInt32 = 0
        if count > 0 { output.begin(field.name) }
        for segment in 0..<count {
            let isSet = try reader.word() == 1, length = try reader.count(of: UInt32.self, max: .max)
            if isSet { output.append("(") }
            for index in 0..<length {
                last = try reader.word()
                if segment == 0, index == 0 { first = last }
                if index > 0 { output.append("-") }
                output.decimal(UInt64(last))
            }
            if isSet { output.append(")") }
        }
        if count > 0 { output.end() }
        output.field("dst_as", last)
        output.field("dst_peer_as", first)
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
        let outer = (output.prefix, output.suffix)
        if case .numbered = field.form {
            output.suffix = index
        } else if output.style == .text {
            output.prefix += "\(field.name)_\(index)_"
        }
        output.open("{")
        try element.visit(&self)
        output.close("}")
        (output.prefix, output.suffix) = outer
    }

    mutating func endsHere() -> Bool { reader.endsHere() }
}

extension FieldPrinter: StructureAction {
    mutating func act<Structure: XDRStructure>(on type: Structure.Type, ordinal: Int) throws(XDRError) {
        var structure = Structure()
        if let title = Structure.title { output.field(title.name, title.value) }
        let outer = output.prefix
        if Structure.namePrefix.utf8CodeUnitCount > 0 { output.prefix += Structure.namePrefix.description }
        try structure.visit(&self)
        output.prefix = outer
    }
}
