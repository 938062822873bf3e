public import XDR

/// Where the inner packet begins, whose tunnel header is taken off on the way out.
public struct ExtendedDecapsulateEgress: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1027) }
    public static let name: StaticString = "extended_decapsulate_egress"
    public static let source = Specification.tunnels
    public static let title: StructureTitle? = .extended("out_decap")
    public var innerHeaderOffset: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &innerHeaderOffset,
            Field(
                "out_decap_inner_header_offset",
                .identifier,
                in: .bytes,
                "offset of the inner header in the sampled one"
            )
        )
    }
}

/// Where the inner packet begins, whose tunnel header was taken off on the way in.
public struct ExtendedDecapsulateIngress: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1028) }
    public static let name: StaticString = "extended_decapsulate_ingress"
    public static let source = Specification.tunnels
    public static let title: StructureTitle? = .extended("in_decap")
    public var innerHeaderOffset: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &innerHeaderOffset,
            Field(
                "in_decap_inner_header_offset",
                .identifier,
                in: .bytes,
                "offset of the inner header in the sampled one"
            )
        )
    }
}

/// The virtual network that a packet goes out to.
public struct ExtendedVNIEgress: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1029) }
    public static let name: StaticString = "extended_vni_egress"
    public static let source = Specification.tunnels
    public static let title: StructureTitle? = .extended("out_VNI")
    public var vni: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&vni, Field("out_VNI", .identifier, "virtual network identifier"))
    }
}

/// The virtual network that a packet came in from.
public struct ExtendedVNIIngress: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1030) }
    public static let name: StaticString = "extended_vni_ingress"
    public static let source = Specification.tunnels
    public static let title: StructureTitle? = .extended("in_VNI")
    public var vni: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&vni, Field("in_VNI", .identifier, "virtual network identifier"))
    }
}
