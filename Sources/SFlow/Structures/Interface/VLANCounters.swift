public import XDR

/// Counters of a VLAN.
public struct VLANCounters: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 5) }
    public static let name: StaticString = "vlan_counters"
    public static let source = Specification.version5
    public var vlanID: UInt32 = 0
    public var octets: UInt64 = 0
    public var unicastPackets: UInt32 = 0
    public var multicastPackets: UInt32 = 0
    public var broadcastPackets: UInt32 = 0
    public var discards: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 28 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&vlanID, Field("in_vlan", .identifier, metric: "vlan_id", "802.1Q VLAN"))
        try v.u64(&octets, Field("octets", .counter, in: .bytes, metric: "vlan_octets", "octets"))
        try v.u32(
            &unicastPackets,
            Field("ucastPkts", .counter, in: .packets, metric: "vlan_ucastpkts", "unicast packets")
        )
        try v.u32(
            &multicastPackets,
            Field("multicastPkts", .counter, in: .packets, metric: "vlan_multicastpkts", "multicast packets")
        )
        try v.u32(
            &broadcastPackets,
            Field("broadcastPkts", .counter, in: .packets, metric: "vlan_broadcastpkts", "broadcast packets")
        )
        try v.u32(&discards, Field("discards", .counter, in: .packets, metric: "vlan_discards", "packets discarded"))
    }
}
