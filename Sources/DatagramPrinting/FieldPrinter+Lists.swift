import NetTypes
import SFlow
import XDR

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
