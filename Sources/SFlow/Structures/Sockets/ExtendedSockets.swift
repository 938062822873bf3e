public import XDR

/// The IPv4 socket of a request or a packet.
public struct ExtendedSocketIPv4: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2100) }
    public static let name: StaticString = "extended_socket_ipv4"
    public static let source = Specification.host
    public static let title: StructureTitle? = .extended("socket4")
    public var ipProtocol: UInt32 = 0
    public var localAddress: UInt32 = 0
    public var remoteAddress: UInt32 = 0
    public var localPort: UInt32 = 0
    public var remotePort: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 20 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&ipProtocol, Field("socket4_ip_protocol", .identifier, "IP protocol: 6 TCP, 17 UDP"))
        try v.ipv4(&localAddress, Field("socket4_local_ip", .identifier, "local address"))
        try v.ipv4(&remoteAddress, Field("socket4_remote_ip", .identifier, "remote address"))
        try v.u32(&localPort, Field("socket4_local_port", .identifier, "local port"))
        try v.u32(&remotePort, Field("socket4_remote_port", .identifier, "remote port"))
    }
}

/// The IPv6 socket of a request or a packet.
public struct ExtendedSocketIPv6: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2101) }
    public static let name: StaticString = "extended_socket_ipv6"
    public static let source = Specification.host
    public static let title: StructureTitle? = .extended("socket6")
    public var ipProtocol: UInt32 = 0
    public var localAddress: UInt128 = 0
    public var remoteAddress: UInt128 = 0
    public var localPort: UInt32 = 0
    public var remotePort: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 44 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&ipProtocol, Field("socket6_ip_protocol", .identifier, "IP protocol: 6 TCP, 17 UDP"))
        try v.ipv6(&localAddress, Field("socket6_local_ip", .identifier, "local address"))
        try v.ipv6(&remoteAddress, Field("socket6_remote_ip", .identifier, "remote address"))
        try v.u32(&localPort, Field("socket6_local_port", .identifier, "local port"))
        try v.u32(&remotePort, Field("socket6_remote_port", .identifier, "remote port"))
    }
}

/// The IPv4 socket between a proxy and the server behind it.
public struct ExtendedProxySocketIPv4: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2102) }
    public static let name: StaticString = "extended_proxy_socket_ipv4"
    public static let source = Specification.http
    public static let title: StructureTitle? = .extended("proxy_socket4")
    public static let namePrefix: StaticString = "proxy_"
    public var socket = ExtendedSocketIPv4()

    public init() {}
    public static var minimumSize: Int { ExtendedSocketIPv4.minimumSize }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try socket.visit(&v)
    }
}

/// The IPv6 socket between a proxy and the server behind it.
public struct ExtendedProxySocketIPv6: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2103) }
    public static let name: StaticString = "extended_proxy_socket_ipv6"
    public static let source = Specification.http
    public static let title: StructureTitle? = .extended("proxy_socket6")
    public static let namePrefix: StaticString = "proxy_"
    public var socket = ExtendedSocketIPv6()

    public init() {}
    public static var minimumSize: Int { ExtendedSocketIPv6.minimumSize }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try socket.visit(&v)
    }
}
