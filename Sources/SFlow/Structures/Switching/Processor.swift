public import XDR

/// The processor of a switch or router.
public struct Processor: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1001) }
    public static let name: StaticString = "processor"
    public static let source = Specification.version5
    public var fiveSecondCPU: UInt32 = 0
    public var oneMinuteCPU: UInt32 = 0
    public var fiveMinuteCPU: UInt32 = 0
    public var totalMemory: UInt64 = 0
    public var freeMemory: UInt64 = 0

    public init() {}
    public static var minimumSize: Int { 28 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &fiveSecondCPU,
            Field("5s_cpu", .gauge, in: .percentHundredths, metric: "cpu_5sec", "use of the processor over 5 seconds")
        )
        try v.u32(
            &oneMinuteCPU,
            Field("1m_cpu", .gauge, in: .percentHundredths, metric: "cpu_1min", "use of the processor over 1 minute")
        )
        try v.u32(
            &fiveMinuteCPU,
            Field("5m_cpu", .gauge, in: .percentHundredths, metric: "cpu_5min", "use of the processor over 5 minutes")
        )
        try v.u64(&totalMemory, Field("total_memory_bytes", .gauge, in: .bytes, metric: "memory_total", "memory"))
        try v.u64(&freeMemory, Field("free_memory_bytes", .gauge, in: .bytes, metric: "memory_free", "free memory"))
    }
}
