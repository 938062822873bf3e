public import XDR

/// Operations of an application by their outcome.
public struct AppOperations: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2202) }
    public static let name: StaticString = "app_operations"
    public static let source = Specification.application
    public var application: String = ""
    public var success: UInt32 = 0
    public var other: UInt32 = 0
    public var timeout: UInt32 = 0
    public var internalError: UInt32 = 0
    public var badRequest: UInt32 = 0
    public var forbidden: UInt32 = 0
    public var tooLarge: UInt32 = 0
    public var notImplemented: UInt32 = 0
    public var notFound: UInt32 = 0
    public var unavailable: UInt32 = 0
    public var unauthorized: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 48 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&application, max: 32, Field("application", .text, metric: "app_name", "name of the application"))
        try v.u32(&success, Field("status_OK", .counter, metric: "app_success", "operations that succeeded"))
        try v.u32(&other, Field("errors_OTHER", .counter, metric: "app_other", "that failed in another way"))
        try v.u32(&timeout, Field("errors_TIMEOUT", .counter, metric: "app_timeout", "that timed out"))
        try v.u32(
            &internalError,
            Field("errors_INTERNAL_ERROR", .counter, metric: "app_internalerror", "that failed within the application")
        )
        try v.u32(
            &badRequest,
            Field("errors_BAD_REQUEST", .counter, metric: "app_badrequest", "that were not understood")
        )
        try v.u32(&forbidden, Field("errors_FORBIDDEN", .counter, metric: "app_forbidden", "that are forbidden"))
        try v.u32(&tooLarge, Field("errors_TOO_LARGE", .counter, metric: "app_toolarge", "that were too large"))
        try v.u32(
            &notImplemented,
            Field("errors_NOT_IMPLEMENTED", .counter, metric: "app_notimplemented", "that are not implemented")
        )
        try v.u32(&notFound, Field("errors_NOT_FOUND", .counter, metric: "app_notfound", "that found nothing"))
        try v.u32(
            &unavailable,
            Field("errors_UNAVAILABLE", .counter, metric: "app_unavailable", "that the application could not take")
        )
        try v.u32(
            &unauthorized,
            Field("errors_UNAUTHORIZED", .counter, metric: "app_unauthorized", "that lacked authorization")
        )
    }
}
