/// What a value of a field means, which decides what is made of it: a rate, a level, a label.
public enum FieldKind: String, Sendable {
    /// A level: shown as it is.
    case gauge
    /// A running total that wraps at its width: shown as a rate per second.
    case counter
    /// A total of milliseconds in which something was busy: shown as percent of one unit.
    case busyTime
    /// Words, or a number that stands for a word.
    case text
    /// An index, a length, an address: it identifies and is not measured.
    case identifier
}

/// The unit of a field on the wire.
public enum FieldUnit: String, Sendable {
    case none = ""
    case bytes, packets, frames, seconds, milliseconds, microseconds, nanoseconds
    case percentHundredths = "1/100 %"
    case bitsPerSecond = "bit/s"
    case megahertz = "MHz"
    case percent = "%"
    case millivolts = "mV"
    case microamperes = "µA"
    case microwatts = "µW"
    case millijoules = "mJ"
    case nanometres = "nm"
    case celsius = "°C"
    case millidegrees = "1/1000 °C"
}

/// How the value of a field is printed, where that is not how its type is.
public enum FieldForm: Sendable {
    case plain
    /// `0x1f`
    case hex
    /// All sixteen hexadecimal digits of a hyper: `00000000000000a1`.
    case hexDigits
    /// The words that the numbers from 0 stand for, with a space between: `unknown received sent`.
    case words(StaticString)
    /// Text with everything but letters and digits as `%XX`, and `+` for white space.
    case urlEncoded
    /// Bytes, with a field before them that has this name and their number.
    case counted(StaticString)
    /// A list in one value, with `-` between its elements.
    case joined
    /// A list of MPLS label stack entries in one value: `label.class.bottom.ttl` (RFC 3032, section 2.1).
    case mplsLabels
    /// A list of VLAN tags in one value: `0x8100` and `priority.cfi.vlan` (IEEE 802.1Q).
    case vlanTags
    /// A list of elements that begin with their own name, which is printed behind that of the value:
    /// `rtmetric_gauge32_load`.
    case named
    /// A list of AS path segments in one value, sets in parentheses; the first and the last AS follow as fields.
    case asPath
    /// A list whose elements put `prefix` before and their place behind the names of their fields in text,
    /// `sfp_lane_index.0`; in JSON it has a name of its own.
    case numbered(list: StaticString, prefix: StaticString)
}

/// One field of a structure, as its declaration gives it.
public struct Field: Sendable {
    /// The name in text and JSON output: sflowtool's, where it knows the field.
    public var name: StaticString
    public var kind: FieldKind
    public var unit: FieldUnit
    /// The name of the metric that the analyzer makes of it; empty: none.
    public var metric: StaticString
    public var form: FieldForm
    public var doc: StaticString

    @inlinable @inline(__always)
    public init(
        _ name: StaticString,
        _ kind: FieldKind,
        in unit: FieldUnit = .none,
        metric: StaticString = "",
        as form: FieldForm = .plain,
        _ doc: StaticString
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.metric = metric
        self.form = form
        self.doc = doc
    }
}

/// One pass over the fields of a structure: reading, writing, printing, describing, filling.
///
/// A structure is declared once, as a `visit` that hands every field with its meaning to a visitor. XDR types are
/// those of RFC 4506; `mac`, `address` and `percentage` are sFlow's additions (sFlow version 5, section 5).
public protocol XDRVisitor: ~Copyable, ~Escapable {
    mutating func u32(_ value: inout UInt32, _ field: Field) throws(XDRError)
    mutating func i32(_ value: inout Int32, _ field: Field) throws(XDRError)
    mutating func u64(_ value: inout UInt64, _ field: Field) throws(XDRError)
    mutating func float(_ value: inout Float, _ field: Field) throws(XDRError)
    mutating func double(_ value: inout Double, _ field: Field) throws(XDRError)
    /// A word of four bytes that are a field each, the most significant first.
    mutating func octets(
        _ value: inout UInt32,
        _ first: Field,
        _ second: Field,
        _ third: Field,
        _ fourth: Field
    ) throws(XDRError)
    /// Which of `count` forms comes next, counted from 0; a reader refuses what is none of them.
    mutating func discriminant(_ value: inout UInt32, below count: UInt32, _ field: Field) throws(XDRError)
    /// Six bytes, padded to eight; the low 48 bits of the value.
    mutating func mac(_ value: inout UInt64, _ field: Field) throws(XDRError)
    /// Four bytes in network order.
    mutating func ipv4(_ value: inout UInt32, _ field: Field) throws(XDRError)
    /// Sixteen bytes in network order.
    mutating func ipv6(_ value: inout UInt128, _ field: Field) throws(XDRError)
    /// A union: a type (0 unknown, 1 IPv4, 2 IPv6) and the address.
    mutating func address(_ value: inout XDRAddress, _ field: Field) throws(XDRError)
    /// Sixteen fixed bytes.
    mutating func uuid(_ value: inout UInt128, _ field: Field) throws(XDRError)
    /// UTF-8; what is none is repaired. A writer keeps to `max` bytes; a reader takes more, within its own bound.
    mutating func string(_ value: inout String, max: Int, _ field: Field) throws(XDRError)
    /// Bytes that stay where they are.
    mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) throws(XDRError)
    /// A count and that many elements.
    mutating func list<Element: XDRElement>(_ value: inout [Element], max: Int, _ field: Field) throws(XDRError)
    /// True where a shorter, older form of the structure may end and does.
    mutating func endsHere() -> Bool
}

extension XDRVisitor where Self: ~Copyable & ~Escapable {
    /// As any other number, by what does not know where in the bytes it is.
    public mutating func discriminant(_ value: inout UInt32, below count: UInt32, _ field: Field) throws(XDRError) {
        try u32(&value, field)
        guard value < count else { throw .badValue(at: 0, value: value) }
    }
}

/// What can be visited.
public protocol XDRElement: Sendable {
    init()
    /// The fewest bytes that an element takes, so that a count can be held against what is left.
    static var minimumSize: Int { get }
    /// True where the element is one value, which has no name beside that of its list.
    static var isValue: Bool { get }
    mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError)
}

extension XDRElement {
    public static var isValue: Bool { false }
}

extension UInt32: XDRElement {
    public static var minimumSize: Int { 4 }
    public static var isValue: Bool { true }
    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&self, Field("value", .identifier, "element"))
    }
}

/// An IP address as sFlow's union carries it.
public enum XDRAddress: Hashable, Sendable {
    case unknown
    case ipv4(UInt32)
    case ipv6(UInt128)
}
