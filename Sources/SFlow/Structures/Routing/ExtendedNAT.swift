public import XDR

/// The addresses of a packet after their translation; one that was not translated is that of the header.
public struct ExtendedNAT: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1007) }
    public static let name: StaticString = "extended_nat"
    public static let source = Specification.version5
    public static let title: StructureTitle? = .extended("NAT")
    public var source: XDRAddress = .unknown
    public var destination: XDRAddress = .unknown

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.address(&source, Field("nat_src", .identifier, "translated source address"))
        try v.address(&destination, Field("nat_dst", .identifier, "translated destination address"))
    }
}

/// The ports of a packet after their translation; one that was not translated is that of the header.
public struct ExtendedNATPort: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1020) }
    public static let name: StaticString = "extended_nat_port"
    public static let source = Specification.portNAT
    public static let title: StructureTitle? = .extended("NAT PORT")
    public var sourcePort: UInt32 = 0
    public var destinationPort: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&sourcePort, Field("nat_src_port", .identifier, "translated source port"))
        try v.u32(&destinationPort, Field("nat_dst_port", .identifier, "translated destination port"))
    }
}
