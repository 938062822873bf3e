public import XDR

/// What a Java virtual machine is.
public struct JVMRuntime: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2105) }
    public static let name: StaticString = "jvm_runtime"
    public static let source = Specification.jvm
    public var vmName: String = ""
    public var vmVendor: String = ""
    public var vmVersion: String = ""

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&vmName, max: 64, Field("jvm_name", .text, metric: "jvm_name", "name of the virtual machine"))
        try v.string(&vmVendor, max: 32, Field("jvm_vendor", .text, metric: "jvm_vendor", "who made it"))
        try v.string(&vmVersion, max: 32, Field("jvm_version", .text, metric: "jvm_version", "its version"))
    }
}

/// Memory, collections, classes and threads of a Java virtual machine. File descriptors were added later.
public struct JVMStatistics: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2106) }
    public static let name: StaticString = "jvm_statistics"
    public static let source = Specification.jvm
    public var heapInitial: UInt64 = 0
    public var heapUsed: UInt64 = 0
    public var heapCommitted: UInt64 = 0
    public var heapMax: UInt64 = 0
    public var nonHeapInitial: UInt64 = 0
    public var nonHeapUsed: UInt64 = 0
    public var nonHeapCommitted: UInt64 = 0
    public var nonHeapMax: UInt64 = 0
    public var gcCount: UInt32 = 0
    public var gcTime: UInt32 = 0
    public var classesLoaded: UInt32 = 0
    public var classesTotal: UInt32 = 0
    public var classesUnloaded: UInt32 = 0
    public var compilationTime: UInt32 = 0
    public var threadsLive: UInt32 = 0
    public var threadsDaemon: UInt32 = 0
    public var threadsStarted: UInt32 = 0
    public var descriptorsOpen: UInt32 = 0
    public var descriptorsMax: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 100 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u64(
            &heapInitial,
            Field("heap_mem_initial", .gauge, in: .bytes, metric: "jvm_heap_initial", "heap requested at the start")
        )
        try v.u64(&heapUsed, Field("heap_mem_used", .gauge, in: .bytes, metric: "jvm_heap_used", "heap in use"))
        try v.u64(
            &heapCommitted,
            Field("heap_mem_committed", .gauge, in: .bytes, metric: "jvm_heap_committed", "heap that is guaranteed")
        )
        try v.u64(&heapMax, Field("heap_mem_max", .gauge, in: .bytes, metric: "jvm_heap_max", "most heap there may be"))
        try v.u64(
            &nonHeapInitial,
            Field(
                "non_heap_mem_initial",
                .gauge,
                in: .bytes,
                metric: "jvm_non_heap_initial",
                "other memory requested at the start"
            )
        )
        try v.u64(
            &nonHeapUsed,
            Field("non_heap_mem_used", .gauge, in: .bytes, metric: "jvm_non_heap_used", "other memory in use")
        )
        try v.u64(
            &nonHeapCommitted,
            Field(
                "non_heap_mem_committed",
                .gauge,
                in: .bytes,
                metric: "jvm_non_heap_committed",
                "other memory that is guaranteed"
            )
        )
        try v.u64(
            &nonHeapMax,
            Field("non_heap_mem_max", .gauge, in: .bytes, metric: "jvm_non_heap_max", "most other memory there may be")
        )
        try v.u32(&gcCount, Field("gc_count", .counter, metric: "jvm_gc_count", "garbage collections"))
        try v.u32(
            &gcTime,
            Field("gc_mS", .busyTime, in: .milliseconds, metric: "jvm_gc_time", "time in garbage collections")
        )
        try v.u32(
            &classesLoaded,
            Field("classes_loaded", .gauge, metric: "jvm_classes_loaded", "classes that are loaded")
        )
        try v.u32(
            &classesTotal,
            Field("classes_total", .counter, metric: "jvm_classes_total", "classes that were loaded")
        )
        try v.u32(
            &classesUnloaded,
            Field("classes_unloaded", .counter, metric: "jvm_classes_unloaded", "classes that were unloaded")
        )
        try v.u32(
            &compilationTime,
            Field("compilation_mS", .busyTime, in: .milliseconds, metric: "jvm_compilation_time", "time in compilation")
        )
        try v.u32(&threadsLive, Field("threads_live", .gauge, metric: "jvm_thread_num_live", "live threads"))
        try v.u32(
            &threadsDaemon,
            Field("threads_daemon", .gauge, metric: "jvm_thread_num_daemon", "live daemon threads")
        )
        try v.u32(
            &threadsStarted,
            Field("threads_started", .counter, metric: "jvm_thread_num_started", "threads that were started")
        )
        if v.endsHere() { return }
        try v.u32(&descriptorsOpen, Field("fds_open", .gauge, metric: "jvm_fd_open_count", "open file descriptors"))
        try v.u32(
            &descriptorsMax,
            Field("fds_max", .gauge, metric: "jvm_fd_max_count", "most file descriptors there may be")
        )
    }
}
