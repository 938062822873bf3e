public import XDR

/// A structure of the sFlow standard or of a vendor, declared once: its `visit` is what decodes it, encodes it,
/// prints it, describes it, binds it to metrics and fills it in tests.
///
/// A structure that is longer than its declaration is read as far as it is known; later additions at the end are
/// optional (`endsHere`).
public protocol XDRStructure: XDRElement {
    static var format: DataFormat { get }
    /// The name in the specification.
    static var name: StaticString { get }
    /// The document that defines it.
    static var source: StaticString { get }
    /// What is printed before its fields to say what they are; `nil`: nothing.
    static var title: StructureTitle? { get }
    /// What stands before the printed names of its fields: that of a structure within another's place.
    static var namePrefix: StaticString { get }
    /// The name of one of its metrics where the data source is a virtual machine, a container or a pod, so that what hosts
    /// say of themselves is told apart.
    static func virtualMetric(_ metric: String) -> String
}

/// A line of its own before the fields of a structure: `extendedType SWITCH`.
public struct StructureTitle: Sendable {
    public var name: StaticString
    public var value: StaticString

    /// What was sampled: `flowSampleType HEADER`.
    public static func sample(_ value: StaticString) -> StructureTitle {
        StructureTitle(name: "flowSampleType", value: value)
    }

    /// What was added to a sampled packet: `extendedType SWITCH`.
    public static func extended(_ value: StaticString) -> StructureTitle {
        StructureTitle(name: "extendedType", value: value)
    }
}

extension XDRStructure {
    public static var title: StructureTitle? { nil }
    public static var namePrefix: StaticString { "" }
    public static func virtualMetric(_ metric: String) -> String { metric }

    /// Read from a record's body, which is `range` of the datagram.
    @inlinable
    public init(reading bytes: RawSpan, _ range: ByteRange) throws(XDRError) {
        self.init()
        var reader = XDRReader(bytes, at: range.start)
        reader.end = range.end
        try visit(&reader)
    }
}
