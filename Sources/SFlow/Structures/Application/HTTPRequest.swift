public import XDR

/// A request to an HTTP server.
public struct HTTPRequest: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2206) }
    public static let name: StaticString = "http_request"
    public static let source = Specification.http
    public static let title: StructureTitle? = .sample("http")
    public var method: UInt32 = 0
    public var httpVersion: UInt32 = 0
    public var uri: String = ""
    public var host: String = ""
    public var referrer: String = ""
    public var userAgent: String = ""
    public var forwardedFor: String = ""
    public var user: String = ""
    public var mimeType: String = ""
    public var requestBytes: UInt64 = 0
    public var responseBytes: UInt64 = 0
    public var duration: UInt32 = 0
    public var status: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 60 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &method,
            Field(
                "http_method",
                .identifier,
                "0 other, 1 OPTIONS, 2 GET, 3 HEAD, 4 POST, 5 PUT, 6 DELETE, 7 TRACE, 8 CONNECT"
            )
        )
        try v.u32(
            &httpVersion,
            Field("http_protocol", .identifier, "major version times 1000 and minor version: 1001 is HTTP/1.1")
        )
        try v.string(&uri, max: 255, Field("http_uri", .text, "URI as the client sent it"))
        try v.string(&host, max: 64, Field("http_host", .text, "Host of the request"))
        try v.string(&referrer, max: 255, Field("http_referrer", .text, "Referer of the request"))
        try v.string(&userAgent, max: 128, Field("http_useragent", .text, "User-Agent of the request"))
        try v.string(&forwardedFor, max: 64, Field("http_xff", .text, "X-Forwarded-For of the request"))
        try v.string(&user, max: 32, Field("http_authuser", .text, "user (RFC 1413)"))
        try v.string(&mimeType, max: 64, Field("http_mimetype", .text, "type of the response"))
        try v.u64(&requestBytes, Field("http_request_bytes", .gauge, in: .bytes, "Content-Length of the request"))
        try v.u64(&responseBytes, Field("http_bytes", .gauge, in: .bytes, "Content-Length of the response"))
        try v.u32(&duration, Field("http_duration_uS", .gauge, in: .microseconds, "how long it took"))
        try v.u32(&status, Field("http_status", .identifier, "status code"))
    }
}

/// A request to an HTTP server in the form of the draft, which agents sent before 2206 was given out: with the
/// version of the protocol, which the text of the draft lacks.
public struct DraftHTTPRequest: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2201) }
    public static let name: StaticString = "http_request"
    public static let source = Specification.httpDraft
    public static let title: StructureTitle? = .sample("http")
    public var method: UInt32 = 0
    public var httpVersion: UInt32 = 0
    public var uri: String = ""
    public var host: String = ""
    public var referrer: String = ""
    public var userAgent: String = ""
    public var user: String = ""
    public var mimeType: String = ""
    public var responseBytes: UInt64 = 0
    public var duration: UInt32 = 0
    public var status: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 48 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &method,
            Field(
                "http_method",
                .identifier,
                "0 other, 1 OPTIONS, 2 GET, 3 HEAD, 4 POST, 5 PUT, 6 DELETE, 7 TRACE, 8 CONNECT"
            )
        )
        try v.u32(
            &httpVersion,
            Field("http_protocol", .identifier, "major version times 1000 and minor version: 1001 is HTTP/1.1")
        )
        try v.string(&uri, max: 255, Field("http_uri", .text, "URI as the client sent it"))
        try v.string(&host, max: 32, Field("http_host", .text, "Host of the request"))
        try v.string(&referrer, max: 255, Field("http_referrer", .text, "Referer of the request"))
        try v.string(&userAgent, max: 64, Field("http_useragent", .text, "User-Agent of the request"))
        try v.string(&user, max: 32, Field("http_authuser", .text, "user (RFC 1413)"))
        try v.string(&mimeType, max: 32, Field("http_mimetype", .text, "type of the response"))
        try v.u64(&responseBytes, Field("http_bytes", .gauge, in: .bytes, "Content-Length of the response"))
        try v.u32(&duration, Field("http_duration_uS", .gauge, in: .microseconds, "how long it took"))
        try v.u32(&status, Field("http_status", .identifier, "status code"))
    }
}

/// What a proxy asks the server behind it, where it rewrote the request.
public struct ExtendedProxyRequest: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2207) }
    public static let name: StaticString = "extended_proxy_request"
    public static let source = Specification.http
    public static let title: StructureTitle? = .extended("proxy_request")
    public var uri: String = ""
    public var host: String = ""

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&uri, max: 255, Field("proxy_request_uri", .text, "URI of the rewritten request"))
        try v.string(&host, max: 64, Field("proxy_request_host", .text, "Host of the rewritten request"))
    }
}
