public import XDR

/// The rule that a packet matched.
public struct ExtendedACL: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1037) }
    public static let name: StaticString = "extended_acl"
    public static let source = Specification.drops
    public static let title: StructureTitle? = .extended("acl")
    public var number: UInt32 = 0
    public var listName: String = ""
    public var direction: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&number, Field("acl_number", .identifier, "number of the access list"))
        try v.string(&listName, max: 255, Field("acl_name", .text, "name of the access list"))
        try v.u32(
            &direction,
            Field("acl_direction", .identifier, as: .words("unknown ingress egress"), "where it was applied")
        )
    }
}
