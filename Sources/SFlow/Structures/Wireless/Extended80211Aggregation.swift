public import XDR

/// The PDUs of an aggregated 802.11 frame.
///
/// The records of a PDU are not looked into: one could hold an aggregation again.
public struct Extended80211Aggregation: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1016) }
    public static let name: StaticString = "extended_80211_aggregation"
    public static let source = Specification.ieee80211
    public var pdus: [AggregatedPDU] = []

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.list(&pdus, max: 256, Field("aggregation_pdu", .identifier, "the PDUs"))
    }
}

/// One PDU: a list of flow records, mostly a sampled header.
public struct AggregatedPDU: XDRElement, Hashable {
    public var records: [AggregatedRecord] = []

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.list(&records, max: 32, Field("flowBlock", .identifier, "its flow records"))
    }
}

/// A flow record as it is.
public struct AggregatedRecord: XDRElement, Hashable {
    public var format: UInt32 = 0
    public var body: ByteRange = ByteRange()

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&format, Field("tag", .identifier, "enterprise in 20 bits, format in 12"))
        try v.opaque(&body, max: 65535, Field("bytes", .identifier, "the record"))
    }
}
