public import XDR

/// The memory of a host.
public struct HostMemory: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2004) }
    public static let name: StaticString = "host_memory"
    public static let source = Specification.host
    public var total: UInt64 = 0
    public var free: UInt64 = 0
    public var shared: UInt64 = 0
    public var buffers: UInt64 = 0
    public var cached: UInt64 = 0
    public var swapTotal: UInt64 = 0
    public var swapFree: UInt64 = 0
    public var pageIn: UInt32 = 0
    public var pageOut: UInt32 = 0
    public var swapIn: UInt32 = 0
    public var swapOut: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 72 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u64(&total, Field("mem_total", .gauge, in: .bytes, metric: "mem_total", "memory"))
        try v.u64(&free, Field("mem_free", .gauge, in: .bytes, metric: "mem_free", "free memory"))
        try v.u64(&shared, Field("mem_shared", .gauge, in: .bytes, metric: "mem_shared", "shared memory"))
        try v.u64(&buffers, Field("mem_buffers", .gauge, in: .bytes, metric: "mem_buffers", "memory in buffers"))
        try v.u64(&cached, Field("mem_cached", .gauge, in: .bytes, metric: "mem_cached", "memory in caches"))
        try v.u64(&swapTotal, Field("swap_total", .gauge, in: .bytes, metric: "swap_total", "swap space"))
        try v.u64(&swapFree, Field("swap_free", .gauge, in: .bytes, metric: "swap_free", "free swap space"))
        try v.u32(&pageIn, Field("page_in", .counter, metric: "page_in", "pages read from disk"))
        try v.u32(&pageOut, Field("page_out", .counter, metric: "page_out", "pages written to disk"))
        try v.u32(&swapIn, Field("swap_in", .counter, metric: "swap_in", "pages swapped in"))
        try v.u32(&swapOut, Field("swap_out", .counter, metric: "swap_out", "pages swapped out"))
    }
}
