public import XDR

/// The processors of a virtual machine or container.
public struct VirtualCPU: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2101) }
    public static let name: StaticString = "virt_cpu"
    public static let source = Specification.host
    public var state: UInt32 = 0
    public var cpuTime: UInt32 = 0
    public var nrVirtCpu: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &state,
            Field("vcpu_state", .text, metric: "vir_cpu_state", "virDomainState: 1 running, 3 paused, 5 shut off")
        )
        try v.u32(
            &cpuTime,
            Field("vcpu_cpu_mS", .busyTime, in: .milliseconds, metric: "vir_cpu_utilization", "processor time used")
        )
        try v.u32(&nrVirtCpu, Field("vcpu_cpuCount", .gauge, metric: "vir_cpu_num", "virtual processors"))
    }
}
