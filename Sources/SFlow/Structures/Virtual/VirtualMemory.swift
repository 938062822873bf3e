public import XDR

/// The memory of a virtual machine or container.
public struct VirtualMemory: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2102) }
    public static let name: StaticString = "virt_memory"
    public static let source = Specification.host
    public var memory: UInt64 = 0
    public var maxMemory: UInt64 = 0

    public init() {}
    public static var minimumSize: Int { 16 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u64(&memory, Field("vmem_memory", .gauge, in: .bytes, metric: "vir_mem_used", "memory used"))
        try v.u64(&maxMemory, Field("vmem_maxMemory", .gauge, in: .bytes, metric: "vir_mem_max", "memory allowed"))
    }
}
