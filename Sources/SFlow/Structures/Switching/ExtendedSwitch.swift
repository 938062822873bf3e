public import XDR

/// The VLANs and priorities of a switched packet; 0xffffffff is unknown.
public struct ExtendedSwitch: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1001) }
    public static let name: StaticString = "extended_switch"
    public static let source = Specification.version5
    public static let title: StructureTitle? = .extended("SWITCH")
    public var sourceVLAN: UInt32 = 0
    public var sourcePriority: UInt32 = 0
    public var destinationVLAN: UInt32 = 0
    public var destinationPriority: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 16 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&sourceVLAN, Field("in_vlan", .identifier, "802.1Q VLAN of the packet as it came in"))
        try v.u32(&sourcePriority, Field("in_priority", .identifier, "802.1p priority as it came in"))
        try v.u32(&destinationVLAN, Field("out_vlan", .identifier, "802.1Q VLAN as it went out"))
        try v.u32(&destinationPriority, Field("out_priority", .identifier, "802.1p priority as it went out"))
    }
}
