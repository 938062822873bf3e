public import XDR

/// Ethernet fields of a sampled packet, where the header itself is not sent.
public struct SampledEthernet: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2) }
    public static let name: StaticString = "sampled_ethernet"
    public static let source = Specification.version5
    public static let title: StructureTitle? = .sample("ETHERNET")
    public var length: UInt32 = 0
    public var source: UInt64 = 0
    public var destination: UInt64 = 0
    public var etherType: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 24 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &length,
            Field("ethernet_len", .gauge, in: .bytes, "length of the packet as the MAC layer has it")
        )
        try v.mac(&source, Field("ethernet_src", .identifier, "source address"))
        try v.mac(&destination, Field("ethernet_dst", .identifier, "destination address"))
        try v.u32(&etherType, Field("ethernet_type", .identifier, "type"))
    }
}
