public import XDR

/// When the packet was observed.
public struct ExtendedTimestamp: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1043) }
    public static let name: StaticString = "extended_timestamp"
    public static let source = Specification.transitDelay
    public static let title: StructureTitle? = .extended("timestamp")
    public var nanoseconds: UInt64 = 0

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u64(&nanoseconds, Field("timestamp_nS", .identifier, in: .nanoseconds, "since 1970 UTC"))
    }
}
