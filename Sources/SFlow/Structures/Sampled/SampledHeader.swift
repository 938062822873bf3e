public import XDR

/// The first bytes of a sampled packet.
public struct SampledHeader: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1) }
    public static let name: StaticString = "sampled_header"
    public static let source = Specification.version5
    public static let title: StructureTitle? = .sample("HEADER")
    public var headerProtocol: UInt32 = 0
    public var frameLength: UInt32 = 0
    public var stripped: UInt32 = 0
    public var header: ByteRange = ByteRange()

    public init() {}
    public static var minimumSize: Int { 16 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &headerProtocol,
            Field("headerProtocol", .identifier, "protocol of the header: 1 Ethernet, 11 IPv4, 12 IPv6, 13 MPLS")
        )
        try v.u32(
            &frameLength,
            Field(
                "sampledPacketSize",
                .gauge,
                in: .bytes,
                "length of the packet before sampling, with its layer 2 header, FCS and what was stripped"
            )
        )
        try v.u32(
            &stripped,
            Field("strippedBytes", .gauge, in: .bytes, "bytes removed from the packet before the header was copied")
        )
        try v.opaque(
            &header,
            max: 65535,
            Field("headerBytes", .identifier, as: .counted("headerLen"), "the first bytes of the packet")
        )
    }
}
