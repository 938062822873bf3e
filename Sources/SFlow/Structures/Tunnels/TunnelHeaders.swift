public import XDR

/// The outer Ethernet header that a packet gets on the way out.
public struct ExtendedL2TunnelEgress: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1021) }
    public static let name: StaticString = "extended_L2_tunnel_egress"
    public static let source = Specification.tunnels
    public static let title: StructureTitle? = .sample("tunnel_l2_out_ETHERNET")
    public static let namePrefix: StaticString = "tunnel_l2_out_"
    public var header = SampledEthernet()

    public init() {}
    public static var minimumSize: Int { SampledEthernet.minimumSize }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try header.visit(&v)
    }
}

/// The outer Ethernet header that a packet lost on the way in.
public struct ExtendedL2TunnelIngress: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1022) }
    public static let name: StaticString = "extended_L2_tunnel_ingress"
    public static let source = Specification.tunnels
    public static let title: StructureTitle? = .sample("tunnel_l2_in_ETHERNET")
    public static let namePrefix: StaticString = "tunnel_l2_in_"
    public var header = SampledEthernet()

    public init() {}
    public static var minimumSize: Int { SampledEthernet.minimumSize }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try header.visit(&v)
    }
}

/// The outer IPv4 header that a packet gets on the way out.
public struct ExtendedIPv4TunnelEgress: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1023) }
    public static let name: StaticString = "extended_ipv4_tunnel_egress"
    public static let source = Specification.tunnels
    public static let title: StructureTitle? = .sample("tunnel_ipv4_out_IPV4")
    public static let namePrefix: StaticString = "tunnel_ipv4_out_"
    public var header = SampledIPv4()

    public init() {}
    public static var minimumSize: Int { SampledIPv4.minimumSize }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try header.visit(&v)
    }
}

/// The outer IPv4 header that a packet lost on the way in.
public struct ExtendedIPv4TunnelIngress: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1024) }
    public static let name: StaticString = "extended_ipv4_tunnel_ingress"
    public static let source = Specification.tunnels
    public static let title: StructureTitle? = .sample("tunnel_ipv4_in_IPV4")
    public static let namePrefix: StaticString = "tunnel_ipv4_in_"
    public var header = SampledIPv4()

    public init() {}
    public static var minimumSize: Int { SampledIPv4.minimumSize }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try header.visit(&v)
    }
}

/// The outer IPv6 header that a packet gets on the way out.
public struct ExtendedIPv6TunnelEgress: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1025) }
    public static let name: StaticString = "extended_ipv6_tunnel_egress"
    public static let source = Specification.tunnels
    public static let title: StructureTitle? = .sample("tunnel_ipv6_out_IPV6")
    public static let namePrefix: StaticString = "tunnel_ipv6_out_"
    public var header = SampledIPv6()

    public init() {}
    public static var minimumSize: Int { SampledIPv6.minimumSize }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try header.visit(&v)
    }
}

/// The outer IPv6 header that a packet lost on the way in.
public struct ExtendedIPv6TunnelIngress: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1026) }
    public static let name: StaticString = "extended_ipv6_tunnel_ingress"
    public static let source = Specification.tunnels
    public static let title: StructureTitle? = .sample("tunnel_ipv6_in_IPV6")
    public static let namePrefix: StaticString = "tunnel_ipv6_in_"
    public var header = SampledIPv6()

    public init() {}
    public static var minimumSize: Int { SampledIPv6.minimumSize }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try header.visit(&v)
    }
}
