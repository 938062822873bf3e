public import XDR

/// The local routing header of an InfiniBand packet, at its source and at its destination.
public struct ExtendedInfiniBandLRH: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1031) }
    public static let name: StaticString = "extended_ib_lrh"
    public static let source = Specification.infiniBand
    public static let title: StructureTitle? = .extended("ib_lrh")
    public var sourceVirtualLane: UInt32 = 0
    public var sourceServiceLevel: UInt32 = 0
    public var sourceDestinationLID: UInt32 = 0
    public var sourceSourceLID: UInt32 = 0
    public var sourceNextHeader: UInt32 = 0
    public var destinationVirtualLane: UInt32 = 0
    public var destinationServiceLevel: UInt32 = 0
    public var destinationDestinationLID: UInt32 = 0
    public var destinationSourceLID: UInt32 = 0
    public var destinationNextHeader: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 40 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&sourceVirtualLane, Field("ib_src_vl", .identifier, "virtual lane at the source"))
        try v.u32(&sourceServiceLevel, Field("ib_src_sl", .identifier, "service level at the source"))
        try v.u32(
            &sourceDestinationLID,
            Field("ib_src_dlid", .identifier, "destination local identifier at the source")
        )
        try v.u32(&sourceSourceLID, Field("ib_src_slid", .identifier, "source local identifier at the source"))
        try v.u32(&sourceNextHeader, Field("ib_src_lnh", .identifier, "link next header at the source"))
        try v.u32(&destinationVirtualLane, Field("ib_dst_vl", .identifier, "virtual lane at the destination"))
        try v.u32(&destinationServiceLevel, Field("ib_dst_sl", .identifier, "service level at the destination"))
        try v.u32(
            &destinationDestinationLID,
            Field("ib_dst_dlid", .identifier, "destination local identifier at the destination")
        )
        try v.u32(
            &destinationSourceLID,
            Field("ib_dst_slid", .identifier, "source local identifier at the destination")
        )
        try v.u32(&destinationNextHeader, Field("ib_dst_lnh", .identifier, "link next header at the destination"))
    }
}

/// The global routing header of an InfiniBand packet. A GID has the form of an IPv6 address.
public struct ExtendedInfiniBandGRH: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1032) }
    public static let name: StaticString = "extended_ib_grh"
    public static let source = Specification.infiniBand
    public static let title: StructureTitle? = .extended("ib_grh")
    public var flowLabel: UInt32 = 0
    public var trafficClass: UInt32 = 0
    public var sourceGID: UInt128 = 0
    public var destinationGID: UInt128 = 0
    public var nextHeader: UInt32 = 0
    public var length: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 48 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&flowLabel, Field("ib_flow_label", .identifier, "flow label"))
        try v.u32(&trafficClass, Field("ib_tc", .identifier, "traffic class"))
        try v.ipv6(&sourceGID, Field("ib_src_gid", .identifier, "source GID"))
        try v.ipv6(&destinationGID, Field("ib_dst_gid", .identifier, "destination GID"))
        try v.u32(&nextHeader, Field("ib_next_header", .identifier, "type of the next header"))
        try v.u32(&length, Field("ib_length", .gauge, in: .bytes, "length of the payload"))
    }
}

/// The base transport header of an InfiniBand packet.
public struct ExtendedInfiniBandBTH: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1033) }
    public static let name: StaticString = "extended_ib_brh"
    public static let source = Specification.infiniBand
    public static let title: StructureTitle? = .extended("ib_bth")
    public var partitionKey: UInt32 = 0
    public var destinationQueuePair: UInt32 = 0
    public var opcode: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&partitionKey, Field("ib_pkey", .identifier, "partition key"))
        try v.u32(&destinationQueuePair, Field("ib_dst_qp", .identifier, "destination queue pair"))
        try v.u32(&opcode, Field("ib_opcode", .identifier, "type of the packet"))
    }
}
