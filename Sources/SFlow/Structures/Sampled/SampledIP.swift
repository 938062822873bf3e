public import XDR

/// IPv4 fields of a sampled packet, where the header itself is not sent.
public struct SampledIPv4: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 3) }
    public static let name: StaticString = "sampled_ipv4"
    public static let source = Specification.version5
    public static let title: StructureTitle? = .sample("IPV4")
    public var length: UInt32 = 0
    public var ipProtocol: UInt32 = 0
    public var source: UInt32 = 0
    public var destination: UInt32 = 0
    public var sourcePort: UInt32 = 0
    public var destinationPort: UInt32 = 0
    public var tcpFlags: UInt32 = 0
    public var tos: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 32 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&length, Field("IPSize", .gauge, in: .bytes, "length of the IP packet"))
        try v.u32(&ipProtocol, Field("IPProtocol", .identifier, "protocol"))
        try v.ipv4(&source, Field("srcIP", .identifier, "source address"))
        try v.ipv4(&destination, Field("dstIP", .identifier, "destination address"))
        try v.u32(&sourcePort, Field("srcPort", .identifier, "source port, or ICMP type"))
        try v.u32(&destinationPort, Field("dstPort", .identifier, "destination port, or ICMP code"))
        try v.u32(&tcpFlags, Field("TCPFlags", .identifier, "TCP flags"))
        try v.u32(&tos, Field("IPTOS", .identifier, "type of service"))
    }
}

/// IPv6 fields of a sampled packet, where the header itself is not sent.
public struct SampledIPv6: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 4) }
    public static let name: StaticString = "sampled_ipv6"
    public static let source = Specification.version5
    public static let title: StructureTitle? = .sample("IPV6")
    public var length: UInt32 = 0
    public var ipProtocol: UInt32 = 0
    public var source: UInt128 = 0
    public var destination: UInt128 = 0
    public var sourcePort: UInt32 = 0
    public var destinationPort: UInt32 = 0
    public var tcpFlags: UInt32 = 0
    public var priority: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 56 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&length, Field("IPSize", .gauge, in: .bytes, "length of the IP packet without lower layers"))
        try v.u32(&ipProtocol, Field("IPProtocol", .identifier, "next header"))
        try v.ipv6(&source, Field("srcIP6", .identifier, "source address"))
        try v.ipv6(&destination, Field("dstIP6", .identifier, "destination address"))
        try v.u32(&sourcePort, Field("srcPort", .identifier, "source port, or ICMP type"))
        try v.u32(&destinationPort, Field("dstPort", .identifier, "destination port, or ICMP code"))
        try v.u32(&tcpFlags, Field("TCPFlags", .identifier, "TCP flags"))
        try v.u32(&priority, Field("priority", .identifier, "priority"))
    }
}
