public import XDR

/// What a host offers to its virtual machines or containers.
public struct VirtualNode: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2100) }
    public static let name: StaticString = "virt_node"
    public static let source = Specification.host
    public var mhz: UInt32 = 0
    public var cpus: UInt32 = 0
    public var memory: UInt64 = 0
    public var memoryFree: UInt64 = 0
    public var numDomains: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 28 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &mhz,
            Field("vnode_mhz", .gauge, in: .megahertz, metric: "vnode_mhz", "expected speed of a processor")
        )
        try v.u32(&cpus, Field("vnode_cpus", .gauge, metric: "vnode_cpus", "processors"))
        try v.u64(&memory, Field("vnode_memory", .gauge, in: .bytes, metric: "vnode_mem_total", "memory"))
        try v.u64(
            &memoryFree,
            Field("vnode_memory_free", .gauge, in: .bytes, metric: "vnode_mem_free", "memory that is not assigned")
        )
        try v.u32(
            &numDomains,
            Field("vnode_num_domains", .gauge, metric: "vnode_domains", "running virtual machines or containers")
        )
    }
}
