public import XDR

/// An operation of an application.
public struct AppOperation: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2202) }
    public static let name: StaticString = "app_operation"
    public static let source = Specification.application
    public static let title: StructureTitle? = .sample("applicationOperation")
    public var application: String = ""
    public var operation: String = ""
    public var attributes: String = ""
    public var statusDescription: String = ""
    public var requestBytes: UInt64 = 0
    public var responseBytes: UInt64 = 0
    public var duration: UInt32 = 0
    public var status: UInt32 = 0

    /// As sflowtool spells them.
    @usableFromInline static let statusWords: StaticString = """
        SUCCESS OTHER TIMEOUT INTERNAL_ERROR BAD_REQUEST FORBIDDEN TOO_LARGE NOT_IMPLEMENTED NOT_FOUND UNAVAILABLE \
        UNATHORIZED
        """

    public init() {}
    public static var minimumSize: Int { 40 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&application, max: 32, Field("application", .text, "name of the application"))
        try v.string(&operation, max: 32, Field("operation", .text, "kind of operation"))
        try v.string(
            &attributes,
            max: 255,
            Field("attributes", .text, "what else is known of it, as name=value&name=value")
        )
        try v.string(&statusDescription, max: 64, Field("status_descr", .text, "more about the status"))
        try v.u64(&requestBytes, Field("request_bytes", .gauge, in: .bytes, "size of the request without headers"))
        try v.u64(&responseBytes, Field("response_bytes", .gauge, in: .bytes, "size of the response without headers"))
        try v.u32(&duration, Field("duration_uS", .gauge, in: .microseconds, "how long it took"))
        try v.u32(&status, Field("status", .identifier, as: .words(Self.statusWords), "0 to 10, how it ended"))
    }
}

/// The operation of the server that asked for this one.
public struct AppParentContext: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2203) }
    public static let name: StaticString = "app_parent_context"
    public static let source = Specification.application
    public var application: String = ""
    public var operation: String = ""
    public var attributes: String = ""

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&application, max: 32, Field("server_context_application", .text, "name of its application"))
        try v.string(&operation, max: 32, Field("server_context_operation", .text, "kind of its operation"))
        try v.string(&attributes, max: 255, Field("server_context_attributes", .text, "what else is known of it"))
    }
}

/// Who asked for an operation.
public struct AppInitiator: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2204) }
    public static let name: StaticString = "app_initiator"
    public static let source = Specification.application
    public var actor: String = ""

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&actor, max: 64, Field("actor_initiator", .text, "name of the actor"))
    }
}

/// What an operation acts on.
public struct AppTarget: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2205) }
    public static let name: StaticString = "app_target"
    public static let source = Specification.application
    public var actor: String = ""

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&actor, max: 64, Field("actor_target", .text, "name of the actor"))
    }
}
