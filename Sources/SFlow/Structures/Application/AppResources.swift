public import XDR

/// What an application uses of its host.
public struct AppResources: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2203) }
    public static let name: StaticString = "app_resources"
    public static let source = Specification.application
    public var userTime: UInt32 = 0
    public var systemTime: UInt32 = 0
    public var memoryUsed: UInt64 = 0
    public var memoryMax: UInt64 = 0
    public var filesOpen: UInt32 = 0
    public var filesMax: UInt32 = 0
    public var connectionsOpen: UInt32 = 0
    public var connectionsMax: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 40 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &userTime,
            Field("user_time", .busyTime, in: .milliseconds, metric: "app_usertime", "processor time in user mode")
        )
        try v.u32(
            &systemTime,
            Field(
                "system_time",
                .busyTime,
                in: .milliseconds,
                metric: "app_systemtime",
                "processor time in system mode"
            )
        )
        try v.u64(&memoryUsed, Field("memory_used", .gauge, in: .bytes, metric: "app_memused", "memory in use"))
        try v.u64(&memoryMax, Field("memory_max", .gauge, in: .bytes, metric: "app_memmax", "most memory there may be"))
        try v.u32(&filesOpen, Field("files_open", .gauge, metric: "app_fdopen", "open file descriptors"))
        try v.u32(&filesMax, Field("files_max", .gauge, metric: "app_fdmax", "most file descriptors there may be"))
        try v.u32(&connectionsOpen, Field("connections_open", .gauge, metric: "app_connopen", "open connections"))
        try v.u32(
            &connectionsMax,
            Field("connections_max", .gauge, metric: "app_connmax", "most connections there may be")
        )
    }
}

/// The workers of an application.
public struct AppWorkers: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2206) }
    public static let name: StaticString = "app_workers"
    public static let source = Specification.application
    public var active: UInt32 = 0
    public var idle: UInt32 = 0
    public var max: UInt32 = 0
    public var requestsDelayed: UInt32 = 0
    public var requestsDropped: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 20 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&active, Field("workers_active", .gauge, metric: "app_workersactive", "workers that are busy"))
        try v.u32(&idle, Field("workers_idle", .gauge, metric: "app_workersidle", "workers that are not"))
        try v.u32(&max, Field("workers_max", .gauge, metric: "app_workersmax", "most workers there may be"))
        try v.u32(
            &requestsDelayed,
            Field("requests_delayed", .counter, metric: "app_reqdelayed", "requests that waited for a worker")
        )
        try v.u32(
            &requestsDropped,
            Field("requests_dropped", .counter, metric: "app_reqdropped", "requests dropped for lack of a worker")
        )
    }
}
