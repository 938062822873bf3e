public import XDR

/// The data source that a virtual machine or container runs on.
public struct HostParent: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2002) }
    public static let name: StaticString = "host_parent"
    public static let source = Specification.host
    public var containerType: UInt32 = 0
    public var containerIndex: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&containerType, Field("parent_dsClass", .identifier, "class of the data source"))
        try v.u32(&containerIndex, Field("parent_dsIndex", .identifier, "index of the data source"))
    }
}
