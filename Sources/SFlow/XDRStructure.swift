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

    /// Read from a record's body, which is `range` of the datagram.
    @inlinable
    public init(reading bytes: RawSpan, _ range: ByteRange) throws(XDRError) {
        self.init()
        var reader = XDRReader(bytes, at: range.start)
        reader.end = range.end
        try visit(&reader)
    }
}

/// The documents that structures come from.
public enum Specification {
    public static let version5: StaticString = "sFlow version 5, https://sflow.org/sflow_version_5.txt"
    public static let host: StaticString = "sFlow Host Structures, https://sflow.org/sflow_host.txt"
    public static let hostTCPIP: StaticString = "sFlow Host TCP/IP Structures, https://sflow.org/sflow_host_ip.txt"
    public static let drops: StaticString = "sFlow Dropped Packet Notification, https://sflow.org/sflow_drops.txt"
    public static let openFlow: StaticString = "sFlow OpenFlow Structures, https://sflow.org/sflow_openflow.txt"
    public static let wireless: StaticString = "sFlow 802.11 Structures, https://sflow.org/sflow_80211.txt"
    public static let lag: StaticString = "sFlow LAG Counters Structure, https://sflow.org/sflow_lag.txt"
    public static let optics: StaticString =
        "sFlow Optical Interface Structures, https://sflow.org/draft_sflow_optics.txt"
    public static let infiniBand: StaticString =
        "sFlow InfiniBand Structures, https://sflow.org/draft_sflow_infiniband_2.txt"
    public static let application: StaticString =
        "sFlow Application Structures, https://sflow.org/sflow_application.txt"
    public static let http: StaticString = "sFlow HTTP Structures, https://sflow.org/sflow_http.txt"
    public static let memcache: StaticString = "sFlow Memcache Structures, https://sflow.org/sflow_memcache.txt"
    public static let jvm: StaticString = "sFlow Java Virtual Machine Structures, https://sflow.org/sflow_jvm.txt"
    public static let nvml: StaticString = "sFlow NVML GPU Structures, https://sflow.org/sflow_nvml.txt"
    public static let broadcomBuffers: StaticString =
        "sFlow Broadcom Peak Buffer Utilization Structures, https://sflow.org/bv-sflow.txt"
    public static let broadcomTables: StaticString =
        "sFlow Broadcom Switch ASIC Table Utilization Structures, https://sflow.org/sflow_broadcom_tables.txt"
    public static let timestamp: StaticString = "sFlow Transit Delay Structures and additions, https://sflow.org"
    /// What no document defines, as the tool of the standard's authors reads it.
    public static let sflowtool: StaticString = "sflowtool, https://github.com/sflow/sflowtool"
    /// What no document defines, as the agent of the standard's authors sends it.
    public static let hostSFlow: StaticString = "Host sFlow, https://github.com/sflow/host-sflow"
}
