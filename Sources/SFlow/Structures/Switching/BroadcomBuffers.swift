public import XDR

/// The most that was used of the packet buffers of a Broadcom switch since the last report.
public struct BroadcomDeviceBuffers: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(4413, 1) }
    public static let name: StaticString = "bst_device_buffers"
    public static let source = Specification.broadcomBuffers
    public var unicast: UInt32 = 0
    public var multicast: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &unicast,
            Field(
                "bst_uc_pc",
                .gauge,
                in: .percentHundredths,
                metric: "bcm_bst_uc_pc",
                "use of the buffers for unicast"
            )
        )
        try v.u32(
            &multicast,
            Field(
                "bst_mc_pc",
                .gauge,
                in: .percentHundredths,
                metric: "bcm_bst_mc_pc",
                "use of the buffers for multicast"
            )
        )
    }
}

/// The most that was used of the packet buffers of a port of a Broadcom switch since the last report.
public struct BroadcomPortBuffers: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(4413, 2) }
    public static let name: StaticString = "bst_port_buffers"
    public static let source = Specification.broadcomBuffers
    public var ingressUnicast: UInt32 = 0
    public var ingressMulticast: UInt32 = 0
    public var egressUnicast: UInt32 = 0
    public var egressMulticast: UInt32 = 0
    public var egressQueuesUnicast: [PercentageElement] = []
    public var egressQueuesMulticast: [PercentageElement] = []

    public init() {}
    public static var minimumSize: Int { 24 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &ingressUnicast,
            Field(
                "bst_ingress_uc_pc",
                .gauge,
                in: .percentHundredths,
                metric: "bcm_bst_ingress_uc_pc",
                "use of the ingress buffers for unicast"
            )
        )
        try v.u32(
            &ingressMulticast,
            Field(
                "bst_ingress_mc_pc",
                .gauge,
                in: .percentHundredths,
                metric: "bcm_bst_ingress_mc_pc",
                "use of the ingress buffers for multicast"
            )
        )
        try v.u32(
            &egressUnicast,
            Field(
                "bst_egress_uc_pc",
                .gauge,
                in: .percentHundredths,
                metric: "bcm_bst_egress_uc_pc",
                "use of the egress buffers for unicast"
            )
        )
        try v.u32(
            &egressMulticast,
            Field(
                "bst_egress_mc_pc",
                .gauge,
                in: .percentHundredths,
                metric: "bcm_bst_egress_mc_pc",
                "use of the egress buffers for multicast"
            )
        )
        try v.list(
            &egressQueuesUnicast,
            max: 8,
            Field("bst_egress_queue_uc_pc", .identifier, "use of the buffers of each egress queue for unicast")
        )
        try v.list(
            &egressQueuesMulticast,
            max: 8,
            Field("bst_egress_queue_mc_pc", .identifier, "use of the buffers of each egress queue for multicast")
        )
    }
}

/// A share in a list.
public struct PercentageElement: XDRElement, Hashable {
    /// In hundredths of a percent; all ones are unknown.
    public var hundredths: UInt32 = 0

    public init() {}
    public init(hundredths: UInt32) { self.hundredths = hundredths }
    public static var minimumSize: Int { 4 }
    public static var isValue: Bool { true }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&hundredths, Field("share", .gauge, in: .percentHundredths, "share"))
    }
}
