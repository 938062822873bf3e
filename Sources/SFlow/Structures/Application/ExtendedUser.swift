public import XDR

/// The users behind the addresses of a packet. Character sets are MIBenum numbers (RFC 2978): 106 is UTF-8, 0 unknown.
public struct ExtendedUser: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1004) }
    public static let name: StaticString = "extended_user"
    public static let source = Specification.version5
    public static let title: StructureTitle? = .extended("USER")
    public var sourceCharset: UInt32 = 0
    public var sourceUser: String = ""
    public var destinationCharset: UInt32 = 0
    public var destinationUser: String = ""

    public init() {}
    public static var minimumSize: Int { 16 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&sourceCharset, Field("src_user_charset", .identifier, "character set of the source user"))
        try v.string(&sourceUser, max: 255, Field("src_user", .text, "user of the source address"))
        try v.u32(&destinationCharset, Field("dst_user_charset", .identifier, "character set of the destination user"))
        try v.string(&destinationUser, max: 255, Field("dst_user", .text, "user of the destination address"))
    }
}

/// The URL that a packet belongs to; deprecated by the specification.
public struct ExtendedURL: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1005) }
    public static let name: StaticString = "extended_url"
    public static let source = Specification.version5
    public static let title: StructureTitle? = .extended("URL")
    public var direction: UInt32 = 0
    public var url: String = ""
    public var host: String = ""

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &direction,
            Field("url_direction", .identifier, "1: of the source address, 2: of the destination address")
        )
        try v.string(&url, max: 2048, Field("url", .text, "the URL, encoded"))
        try v.string(&host, max: 255, Field("host", .text, "host of the request header"))
    }
}
