public import XDR

/// How a packet was routed between autonomous systems.
public struct ExtendedGateway: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1003) }
    public static let name: StaticString = "extended_gateway"
    public static let source = Specification.version5
    public static let title: StructureTitle? = .extended("GATEWAY")
    public var nextHop: XDRAddress = .unknown
    public var autonomousSystem: UInt32 = 0
    public var sourceAS: UInt32 = 0
    public var sourcePeerAS: UInt32 = 0
    public var destinationPath: [ASPathSegment] = []
    public var communities: [UInt32] = []
    public var localPreference: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 28 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.address(
            &nextHop,
            Field("bgp_nexthop", .identifier, "address of the border router towards the destination")
        )
        try v.u32(&autonomousSystem, Field("my_as", .identifier, "AS of this router"))
        try v.u32(&sourceAS, Field("src_as", .identifier, "AS of the source; 0 is unknown"))
        try v.u32(&sourcePeerAS, Field("src_peer_as", .identifier, "AS of the peer towards the source; 0 is unknown"))
        try v.list(
            &destinationPath,
            max: 256,
            Field(
                "dst_as_path",
                .identifier,
                as: .asPath,
                "path to the destination; with its last AS, dst_as, and its first, dst_peer_as"
            )
        )
        try v.list(
            &communities,
            max: 1024,
            Field("BGP_communities", .identifier, as: .joined, "communities of the route")
        )
        try v.u32(&localPreference, Field("BGP_localpref", .gauge, "local preference of the route"))
    }
}

/// A part of an AS path (RFC 4271, section 4.3).
public struct ASPathSegment: XDRElement, Hashable {
    public var kind: UInt32 = 0
    public var systems: [UInt32] = []

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&kind, Field("segment_type", .identifier, "1: a set without order, 2: a sequence"))
        try v.list(
            &systems,
            max: 1024,
            Field("segment_as", .identifier, as: .joined, "its autonomous systems; there may be none")
        )
    }
}
