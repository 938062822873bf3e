import DatagramPrinting
import Testing
import XDR

@testable import SFlow

/// Every declaration against bytes that were not made by it.
@Suite struct StructureVectorTests {
    @Test(arguments: DeclaredStructure.all)
    func decodesAndEncodesTheBytesOfTheSpecification(_ declared: DeclaredStructure) throws {
        let vector = try #require(StructureVector(declared.name), "no vector is written for \(declared.name)")
        try check(declared.type, vector)
    }

    private func check<Element: XDRElement>(_: Element.Type, _ vector: StructureVector) throws {
        let element = try Element(vector.bytes)
        #expect(try printed(Element.self, vector.bytes) == vector.lines())
        #expect(element.encoded(payload: vector.bytes) == vector.bytes)
        checkProperties(element, vector)
        #expect((vector.mayEndAfter ?? Element().encoded(payload: []).count) == Element.minimumSize)
    }

    private func printed<Element: XDRElement>(_: Element.Type, _ bytes: [UInt8]) throws -> [String] {
        try printedFields(Element.self, bytes.span.bytes).split(separator: "\n").map(String.init)
    }

    /// Each property holds the value of the field that the vector gives it: two that were swapped would print well.
    private func checkProperties(_ element: some XDRElement, _ vector: StructureVector) {
        let properties = Self.properties(of: element)
        #expect(properties.map(\.name).sorted() == vector.properties.sorted())
        let fields = Dictionary(uniqueKeysWithValues: FieldLister.list(element).map { ($0.name, $0.value) })
        for row in vector.rows where row.property != "-" {
            guard let field = fields[row.name] else { continue }
            let property = properties.first { $0.name == row.property }
            #expect(Self.text(property?.value) == Self.text(field), "\(row.property)")
        }
        let values = fields.values.map(Self.text)
        #expect(Set(values).count == values.count, "a value that is there twice proves no order")
        if !vector.elementProperties.isEmpty {
            #expect(Self.elementProperties(of: Mirror(reflecting: element).children) == vector.elementProperties)
        }
    }

    /// The properties of the elements of every list.
    private static func elementProperties(of children: Mirror.Children) -> [String] {
        children.flatMap { Mirror(reflecting: $0.value).children }.flatMap { element in
            Mirror(reflecting: element.value).children.map { ".\($0.label!) \($0.value)" }
        }
    }

    /// The properties of a structure; those of one that it holds as `header.length`.
    private static func properties(of element: any XDRElement) -> [(name: String, value: Any)] {
        Mirror(reflecting: element).children.flatMap { child -> [(name: String, value: Any)] in
            let name = child.label!
            guard let inner = child.value as? any XDRElement, !type(of: inner).isValue else {
                return [(name, child.value)]
            }
            return properties(of: inner).map { ("\(name).\($0.name)", $0.value) }
        }
    }

    private static func text(_ value: Any?) -> String {
        if let list = value as? [any XDRElement] { return "\(list.map { FieldLister.list($0) })" }
        return value.map { "\($0)" } ?? "none"
    }

    private static func text(_ value: FieldValue) -> String {
        switch value {
        case .unsigned(let value), .mac(let value): text(value)
        case .signed(let value): text(value)
        case .real(let value): text(value)
        case .double(let value): text(value)
        case .ipv4(let value): text(value)
        case .ipv6(let value), .uuid(let value): text(value)
        case .address(let value): text(value)
        case .text(let value): text(value)
        case .bytes(let value): text(value)
        case .list(let value): "\(value)"
        }
    }

    @Test(arguments: DeclaredStructure.all)
    func anOlderFormEndsEarlier(_ declared: DeclaredStructure) throws {
        guard let vector = StructureVector(declared.name), let end = vector.mayEndAfter else { return }
        let short = Array(vector.bytes[..<end])
        func check<Element: XDRElement>(_: Element.Type) throws {
            #expect(try printed(Element.self, short) == vector.lines(within: end))
            #expect(try Element(short).encoded(payload: []).starts(with: short))
        }
        try check(declared.type)
    }

    @Test(arguments: DeclaredStructure.all)
    func everyStrictPrefixIsTruncated(_ declared: DeclaredStructure) throws {
        let vector = try #require(StructureVector(declared.name))
        func check<Element: XDRElement>(_: Element.Type) {
            for end in 0..<vector.bytes.count where end != vector.mayEndAfter {
                checkPrefix(Element.self, of: vector.bytes, end)
            }
        }
        check(declared.type)
    }
}

/// A prefix must be refused as truncated, unless it lacks nothing but padding.
func checkPrefix<Element: XDRElement>(_: Element.Type, of bytes: [UInt8], _ end: Int) {
    for buffer in [Array(bytes[..<end]), bytes] {
        #expect(Element.isReadable(buffer, end: end) == ((try? Element(buffer, end: end)) != nil))
        do {
            let element = try Element(buffer, end: end)
            #expect(element.encoded(payload: buffer) == bytes, "\(end) of \(bytes.count) bytes were taken for all")
        } catch {
            guard case .truncated(let at) = error else {
                Issue.record("\(end) of \(bytes.count) bytes give \(error)")
                return
            }
            #expect(at <= end)
        }
    }
}
