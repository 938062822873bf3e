public import XDR

/// The processors of a host. The last three were added in 2014.
public struct HostCPU: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2003) }
    public static let name: StaticString = "host_cpu"
    public static let source = Specification.host
    public var loadOne: Float = 0
    public var loadFive: Float = 0
    public var loadFifteen: Float = 0
    public var procRun: UInt32 = 0
    public var procTotal: UInt32 = 0
    public var cpuNum: UInt32 = 0
    public var cpuSpeed: UInt32 = 0
    public var uptime: UInt32 = 0
    public var user: UInt32 = 0
    public var nice: UInt32 = 0
    public var system: UInt32 = 0
    public var idle: UInt32 = 0
    public var wio: UInt32 = 0
    public var intr: UInt32 = 0
    public var sintr: UInt32 = 0
    public var interrupts: UInt32 = 0
    public var contexts: UInt32 = 0
    public var steal: UInt32 = 0
    public var guest: UInt32 = 0
    public var guestNice: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 68 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.float(
            &loadOne,
            Field("cpu_load_one", .gauge, metric: "load_one", "one minute load average; -1 is unknown")
        )
        try v.float(&loadFive, Field("cpu_load_five", .gauge, metric: "load_five", "five minute load average"))
        try v.float(
            &loadFifteen,
            Field("cpu_load_fifteen", .gauge, metric: "load_fifteen", "fifteen minute load average")
        )
        try v.u32(&procRun, Field("cpu_proc_run", .gauge, metric: "proc_run", "running processes"))
        try v.u32(&procTotal, Field("cpu_proc_total", .gauge, metric: "proc_total", "processes"))
        try v.u32(&cpuNum, Field("cpu_num", .gauge, metric: "cpu_num", "processors"))
        try v.u32(&cpuSpeed, Field("cpu_speed", .gauge, in: .megahertz, metric: "cpu_speed", "speed of a processor"))
        try v.u32(&uptime, Field("cpu_uptime", .gauge, in: .seconds, metric: "uptime", "since boot"))
        try v.u32(&user, Field("cpu_user", .busyTime, in: .milliseconds, metric: "cpu_user", "time in user mode"))
        try v.u32(
            &nice,
            Field("cpu_nice", .busyTime, in: .milliseconds, metric: "cpu_nice", "time in user mode with low priority")
        )
        try v.u32(
            &system,
            Field("cpu_system", .busyTime, in: .milliseconds, metric: "cpu_system", "time in system mode")
        )
        try v.u32(&idle, Field("cpu_idle", .busyTime, in: .milliseconds, metric: "cpu_idle", "time idle"))
        try v.u32(
            &wio,
            Field("cpu_wio", .busyTime, in: .milliseconds, metric: "cpu_wio", "time waiting for input and output")
        )
        try v.u32(
            &intr,
            Field("cpuintr", .busyTime, in: .milliseconds, metric: "cpu_intr", "time servicing interrupts")
        )
        try v.u32(
            &sintr,
            Field("cpu_sintr", .busyTime, in: .milliseconds, metric: "cpu_sintr", "time servicing soft interrupts")
        )
        try v.u32(&interrupts, Field("cpuinterrupts", .counter, metric: "interrupts", "interrupts"))
        try v.u32(&contexts, Field("cpu_contexts", .counter, metric: "contexts", "context switches"))
        if v.endsHere() { return }
        try v.u32(
            &steal,
            Field(
                "cpu_steal",
                .busyTime,
                in: .milliseconds,
                metric: "cpu_steal",
                "time spent by other systems of the machine"
            )
        )
        try v.u32(&guest, Field("cpu_guest", .busyTime, in: .milliseconds, metric: "cpu_guest", "time running guests"))
        try v.u32(
            &guestNice,
            Field(
                "cpu_guest_nice",
                .busyTime,
                in: .milliseconds,
                metric: "cpu_guest_nice",
                "time running guests with low priority"
            )
        )
    }
}
