public import XDR

/// Who a host, virtual machine or container is.
public struct HostDescription: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2000) }
    public static let name: StaticString = "host_descr"
    public static let source = Specification.host
    public var hostname: String = ""
    public var uuid: UInt128 = 0
    public var machineType: UInt32 = 0
    public var osName: UInt32 = 0
    public var osRelease: String = ""

    public init() {}
    public static var minimumSize: Int { 32 }

    public static func virtualMetric(_ metric: String) -> String {
        metric == "host_name" || metric == "uuid" ? "vir_" + metric : metric
    }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&hostname, max: 64, Field("hostname", .text, metric: "host_name", "name, as uname -n has it"))
        try v.uuid(&uuid, Field("UUID", .text, metric: "uuid", "universally unique identifier; zero is unknown"))
        try v.u32(
            &machineType,
            Field("machine_type", .text, metric: "machine_type", "processor family: 2 x86, 3 x86_64, 10 arm")
        )
        try v.u32(&osName, Field("os_name", .text, metric: "os_name", "operating system: 2 linux"))
        try v.string(
            &osRelease,
            max: 32,
            Field("os_release", .text, metric: "os_release", "release of the operating system")
        )
    }
}
