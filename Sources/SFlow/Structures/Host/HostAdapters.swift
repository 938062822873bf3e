public import XDR

/// The network adapters of a host, virtual machine or container.
public struct HostAdapters: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2001) }
    public static let name: StaticString = "host_adapters"
    public static let source = Specification.host
    public var adapters: [HostAdapter] = []

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.list(&adapters, max: 1024, Field("adaptor", .identifier, "the adapters"))
    }
}

/// One adapter: its interface and its addresses.
public struct HostAdapter: XDRElement, Hashable {
    public var ifIndex: UInt32 = 0
    public var macs: [MACElement] = []

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&ifIndex, Field("ifIndex", .identifier, "ifIndex; 0 is unknown"))
        try v.list(&macs, max: 1024, Field("MAC", .identifier, "MAC addresses"))
    }
}

/// An address in a list.
public struct MACElement: XDRElement, Hashable {
    public var address: UInt64 = 0

    public init() {}
    public init(_ address: UInt64) { self.address = address }
    public static var minimumSize: Int { 8 }
    public static var isValue: Bool { true }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.mac(&address, Field("MAC", .identifier, "address"))
    }
}
