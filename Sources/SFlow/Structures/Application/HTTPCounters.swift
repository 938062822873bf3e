public import XDR

/// Counters of an HTTP server.
public struct HTTPCounters: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2201) }
    public static let name: StaticString = "http_counters"
    public static let source = Specification.http
    public var methodOption: UInt32 = 0
    public var methodGet: UInt32 = 0
    public var methodHead: UInt32 = 0
    public var methodPost: UInt32 = 0
    public var methodPut: UInt32 = 0
    public var methodDelete: UInt32 = 0
    public var methodTrace: UInt32 = 0
    public var methodConnect: UInt32 = 0
    public var methodOther: UInt32 = 0
    public var status1XX: UInt32 = 0
    public var status2XX: UInt32 = 0
    public var status3XX: UInt32 = 0
    public var status4XX: UInt32 = 0
    public var status5XX: UInt32 = 0
    public var statusOther: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 60 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &methodOption,
            Field("http_method_option_count", .counter, metric: "http_method_option_count", "OPTIONS requests")
        )
        try v.u32(&methodGet, Field("http_method_get_count", .counter, metric: "http_method_get_count", "GET requests"))
        try v.u32(
            &methodHead,
            Field("http_method_head_count", .counter, metric: "http_method_head_count", "HEAD requests")
        )
        try v.u32(
            &methodPost,
            Field("http_method_post_count", .counter, metric: "http_method_post_count", "POST requests")
        )
        try v.u32(&methodPut, Field("http_method_put_count", .counter, metric: "http_method_put_count", "PUT requests"))
        try v.u32(
            &methodDelete,
            Field("http_method_delete_count", .counter, metric: "http_method_delete_count", "DELETE requests")
        )
        try v.u32(
            &methodTrace,
            Field("http_method_trace_count", .counter, metric: "http_method_trace_count", "TRACE requests")
        )
        try v.u32(
            &methodConnect,
            Field("http_methd_connect_count", .counter, metric: "http_method_connect_count", "CONNECT requests")
        )
        try v.u32(
            &methodOther,
            Field("http_method_other_count", .counter, metric: "http_method_other_count", "requests by other methods")
        )
        try v.u32(
            &status1XX,
            Field("http_status_1XX_count", .counter, metric: "http_status_1xx_count", "answers with status 1xx")
        )
        try v.u32(
            &status2XX,
            Field("http_status_2XX_count", .counter, metric: "http_status_2xx_count", "answers with status 2xx")
        )
        try v.u32(
            &status3XX,
            Field("http_status_3XX_count", .counter, metric: "http_status_3xx_count", "answers with status 3xx")
        )
        try v.u32(
            &status4XX,
            Field("http_status_4XX_count", .counter, metric: "http_status_4xx_count", "answers with status 4xx")
        )
        try v.u32(
            &status5XX,
            Field("http_status_5XX_count", .counter, metric: "http_status_5xx_count", "answers with status 5xx")
        )
        try v.u32(
            &statusOther,
            Field("http_status_other_count", .counter, metric: "http_status_other_count", "answers with another status")
        )
    }
}
