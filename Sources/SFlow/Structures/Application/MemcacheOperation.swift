public import XDR

/// An operation of a memcache server.
public struct MemcacheOperation: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2200) }
    public static let name: StaticString = "memcache_operation"
    public static let source = Specification.memcache
    public static let title: StructureTitle? = .sample("memcache")
    public var memcacheProtocol: UInt32 = 0
    public var command: UInt32 = 0
    public var key: String = ""
    public var keyCount: UInt32 = 0
    public var valueBytes: UInt32 = 0
    public var duration: UInt32 = 0
    public var status: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 28 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&memcacheProtocol, Field("memcache_op_protocol", .identifier, "0 other, 1 ASCII, 2 binary"))
        try v.u32(
            &command,
            Field(
                "memcache_op_cmd",
                .identifier,
                "0 other, 1 set, 2 add, 6 cas, 7 get, 11 delete, 16 touch; all are in memcache_cmd"
            )
        )
        try v.string(&key, max: 255, Field("memcache_op_key", .text, as: .urlEncoded, "the key, or one of several"))
        try v.u32(&keyCount, Field("memcache_op_nkeys", .gauge, "keys of the command"))
        try v.u32(&valueBytes, Field("memcache_op_value_bytes", .gauge, in: .bytes, "size of the value"))
        try v.u32(&duration, Field("memcache_op_duration_uS", .gauge, in: .microseconds, "how long it took"))
        try v.u32(
            &status,
            Field(
                "memcache_op_status",
                .identifier,
                "0 unknown, 1 OK, 2 to 4 errors, 5 stored, 8 not found; all are in memcache_status"
            )
        )
    }
}
