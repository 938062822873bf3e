public import XDR

/// A field as its declaration has it, for a reference page.
public struct FieldDescription: Sendable {
    public var field: Field
    /// The type in the words of the specification: `unsigned hyper`, `string<64>`.
    public var type: String
    /// 0, or how deep the field is in elements of lists.
    public var depth: Int
    /// True for fields that older agents do not send.
    public var isAddition: Bool
}

/// Lists what the fields of a structure are, without their values.
public struct FieldDescriber: XDRVisitor {
    public private(set) var descriptions: [FieldDescription] = []
    private var depth = 0
    private var isAddition = false
    /// Which form of an element is described, and how many there are.
    private var form: UInt32 = 0, forms: UInt32 = 1

    private init() {}

    /// The fields of a structure in their order, those of list elements behind their list.
    public static func describe<Element: XDRElement>(_: Element.Type) -> [FieldDescription] {
        var describer = FieldDescriber()
        do { try describer.add(Element.self) } catch { preconditionFailure("a describer does not throw") }
        return describer.descriptions
    }

    /// Adds the fields of an element in each of its forms; those that all forms share are there once.
    private mutating func add<Element: XDRElement>(_: Element.Type) throws(XDRError) {
        let outer = (form, forms), start = descriptions.count
        (form, forms) = (0, 1)
        while form < forms {
            var element = Element()
            let known = descriptions[start...].map(\.field), end = descriptions.count
            try element.visit(&self)
            descriptions[end...].removeAll { known.contains($0.field) }
            form += 1
        }
        (form, forms) = outer
    }

    private mutating func add(_ field: Field, _ type: String) {
        let description = FieldDescription(field: field, type: type, depth: depth, isAddition: isAddition)
        descriptions.append(description)
    }

    public mutating func u32(_ value: inout UInt32, _ field: Field) throws(XDRError) { add(field, "unsigned int") }
    public mutating func i32(_ value: inout Int32, _ field: Field) throws(XDRError) { add(field, "int") }
    public mutating func u64(_ value: inout UInt64, _ field: Field) throws(XDRError) { add(field, "unsigned hyper") }
    public mutating func float(_ value: inout Float, _ field: Field) throws(XDRError) { add(field, "float") }
    public mutating func double(_ value: inout Double, _ field: Field) throws(XDRError) { add(field, "double") }

    public mutating func octets(
        _ value: inout UInt32,
        _ first: Field,
        _ second: Field,
        _ third: Field,
        _ fourth: Field
    ) throws(XDRError) {
        for field in [first, second, third, fourth] { add(field, "opaque[1]") }
    }

    public mutating func discriminant(_ value: inout UInt32, below count: UInt32, _ field: Field) throws(XDRError) {
        add(field, "unsigned int")
        forms = count
        value = form
    }

    public mutating func mac(_ value: inout UInt64, _ field: Field) throws(XDRError) { add(field, "mac") }
    public mutating func ipv4(_ value: inout UInt32, _ field: Field) throws(XDRError) { add(field, "ip_v4") }
    public mutating func ipv6(_ value: inout UInt128, _ field: Field) throws(XDRError) { add(field, "ip_v6") }
    public mutating func address(_ value: inout XDRAddress, _ field: Field) throws(XDRError) { add(field, "address") }
    public mutating func uuid(_ value: inout UInt128, _ field: Field) throws(XDRError) { add(field, "opaque[16]") }

    public mutating func string(_ value: inout String, max: Int, _ field: Field) throws(XDRError) {
        add(field, "string<\(max)>")
    }

    public mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) throws(XDRError) {
        add(field, max < 65535 ? "opaque<\(max)>" : "opaque<>")
    }

    public mutating func list<Element: XDRElement>(_ value: inout [Element], max: Int, _ field: Field) throws(XDRError)
    {
        add(field, "list<\(max)>")
        depth += 1
        try add(Element.self)
        depth -= 1
    }

    public mutating func endsHere() -> Bool {
        isAddition = true
        return false
    }
}
