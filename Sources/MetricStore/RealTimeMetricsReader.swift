import SFlow
import XDR

/// Walks a `rtmetric` sample in place, metric by metric, without allocation.
package struct RealTimeMetricsReader: ~Escapable {
    /// One metric of the sample; text is where it lies.
    package struct Reading {
        package var name: ByteRange
        package var value: Value
    }

    package enum Value {
        case text(ByteRange)
        case gauge(Double)
        /// `width` in bytes.
        case counter(UInt64, width: Int)
    }

    package let bytes: RawSpan
    /// The text that says what the metrics are of.
    package let source: ByteRange
    private var places: TextPlaces
    private var left: Int

    /// Nothing of a sample is used that cannot be read to its end.
    @_lifetime(copy bytes)
    package init?(_ bytes: RawSpan, _ body: ByteRange) {
        guard XDRChecker.canRead(RealTimeMetrics.self, bytes, body) else { return nil }
        self.bytes = bytes
        places = TextPlaces(bytes, body)
        var head = RealTimeMetrics()
        do { try head.visit(&places) } catch { return nil }
        source = places.latest
        left = places.elements
    }

    /// The next metric, or `nil` after the last.
    @_lifetime(self: copy self)
    package mutating func next() -> Reading? {
        guard left > 0 else { return nil }
        left -= 1
        var metric = RealTimeMetric()
        do { try metric.visit(&places) } catch { return nil }
        if case .text = metric.value { return Reading(name: places.before, value: .text(places.latest)) }
        return Reading(name: places.latest, value: Self.number(metric.value))
    }

    private static func number(_ value: RealTimeMetric.Value) -> Value {
        switch value {
        case .counter32(let value): .counter(UInt64(value), width: 4)
        case .counter64(let value): .counter(value, width: 8)
        case .gauge32(let value): .gauge(Double(value))
        case .gauge64(let value): .gauge(Double(value))
        case .gaugeFloat(let value): .gauge(MetricUpdater.decimal(value))
        case .gaugeDouble(let value): .gauge(value)
        case .text: .gauge(.nan)
        }
    }
}

/// Reads numbers as they are, of text only where it lies, and of a list only how many elements follow.
private struct TextPlaces: XDRVisitor, ~Escapable {
    private var reader: XDRReader
    /// The texts that were read last.
    private(set) var before = ByteRange(), latest = ByteRange()
    private(set) var elements = 0

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, _ body: ByteRange) {
        reader = XDRReader(bytes, at: body.start)
        reader.end = body.end
    }

    mutating func u32(_ value: inout UInt32, _ field: Field) throws(XDRError) { try reader.u32(&value, field) }
    mutating func i32(_ value: inout Int32, _ field: Field) throws(XDRError) { try reader.i32(&value, field) }
    mutating func u64(_ value: inout UInt64, _ field: Field) throws(XDRError) { try reader.u64(&value, field) }
    mutating func float(_ value: inout Float, _ field: Field) throws(XDRError) { try reader.float(&value, field) }
    mutating func double(_ value: inout Double, _ field: Field) throws(XDRError) { try reader.double(&value, field) }
    mutating func octets(
        _ value: inout UInt32,
        _ first: Field,
        _ second: Field,
        _ third: Field,
        _ fourth: Field
    ) throws(XDRError) { try reader.octets(&value, first, second, third, fourth) }
    mutating func mac(_ value: inout UInt64, _ field: Field) throws(XDRError) { try reader.mac(&value, field) }
    mutating func ipv4(_ value: inout UInt32, _ field: Field) throws(XDRError) { try reader.ipv4(&value, field) }
    mutating func ipv6(_ value: inout UInt128, _ field: Field) throws(XDRError) { try reader.ipv6(&value, field) }
    mutating func uuid(_ value: inout UInt128, _ field: Field) throws(XDRError) { try reader.uuid(&value, field) }
    mutating func address(_ value: inout XDRAddress, _ field: Field) throws(XDRError) {
        try reader.address(&value, field)
    }
    mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) throws(XDRError) {
        try reader.opaque(&value, max: max, field)
    }

    mutating func string(_ value: inout String, max: Int, _ field: Field) throws(XDRError) {
        before = latest
        latest = try reader.variable(max: Swift.max(max, XDRReader.longestText))
    }

    mutating func list<Element: XDRElement>(_ value: inout [Element], max: Int, _ field: Field) throws(XDRError) {
        elements = try reader.count(of: Element.self, max: max)
    }

    mutating func endsHere() -> Bool { reader.endsHere() }
}
