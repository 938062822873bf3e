public import XDR

/// The kernel datapath of Open vSwitch.
public struct OpenVSwitchDatapath: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2207) }
    public static let name: StaticString = "ovs_dp_stats"
    public static let source = Specification.sflowtool
    public var hits: UInt32 = 0
    public var misses: UInt32 = 0
    public var lost: UInt32 = 0
    public var maskHits: UInt32 = 0
    public var flows: UInt32 = 0
    public var masks: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 24 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &hits,
            Field(
                "OVS_dp_hits",
                .counter,
                in: .packets,
                metric: "ovs_dp_hits",
                "packets that matched a flow of the datapath"
            )
        )
        try v.u32(
            &misses,
            Field(
                "OVS_dp_misses",
                .counter,
                in: .packets,
                metric: "ovs_dp_misses",
                "packets that were handed to user space"
            )
        )
        try v.u32(
            &lost,
            Field(
                "OVS_dp_lost",
                .counter,
                in: .packets,
                metric: "ovs_dp_lost",
                "packets that were lost on the way to user space"
            )
        )
        try v.u32(
            &maskHits,
            Field("OVS_dp_mask_hits", .counter, metric: "ovs_dp_mask_hits", "masks that were looked at for packets")
        )
        try v.u32(&flows, Field("OVS_dp_flows", .gauge, metric: "ovs_dp_flows", "flows in the datapath"))
        try v.u32(&masks, Field("OVS_dp_masks", .gauge, metric: "ovs_dp_masks", "masks in the datapath"))
    }
}
