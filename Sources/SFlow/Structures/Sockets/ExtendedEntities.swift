public import XDR

/// The data sources that a packet came from and goes to: hosts, containers, services. Zeros are unknown.
public struct ExtendedEntities: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2210) }
    public static let name: StaticString = "extended_entities"
    public static let source = Specification.entities
    public static let title: StructureTitle? = .extended("entities")
    public var sourceClass: UInt32 = 0
    public var sourceIndex: UInt32 = 0
    public var destinationClass: UInt32 = 0
    public var destinationIndex: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 16 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&sourceClass, Field("entities_src_class", .identifier, "class of the data source that sent it"))
        try v.u32(&sourceIndex, Field("entities_src_index", .identifier, "index of the data source that sent it"))
        try v.u32(
            &destinationClass,
            Field("entities_dst_class", .identifier, "class of the data source that receives it")
        )
        try v.u32(
            &destinationIndex,
            Field("entities_dst_index", .identifier, "index of the data source that receives it")
        )
    }
}
