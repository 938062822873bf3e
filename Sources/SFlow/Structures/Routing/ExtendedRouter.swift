public import XDR

/// How a routed packet was forwarded.
public struct ExtendedRouter: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1002) }
    public static let name: StaticString = "extended_router"
    public static let source = Specification.version5
    public static let title: StructureTitle? = .extended("ROUTER")
    public var nextHop: XDRAddress = .unknown
    public var sourceMaskLength: UInt32 = 0
    public var destinationMaskLength: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.address(&nextHop, Field("nextHop", .identifier, "address of the next hop router"))
        try v.u32(&sourceMaskLength, Field("srcSubnetMask", .identifier, "source address prefix bits"))
        try v.u32(&destinationMaskLength, Field("dstSubnetMask", .identifier, "destination address prefix bits"))
    }
}
