public import XDR

/// The NVIDIA GPUs of a host, or those that a container owns.
/// Times, memory, errors and energy are sums over them.
public struct NvidiaGPU: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(5703, 1) }
    public static let name: StaticString = "nvidia_gpu"
    public static let source = Specification.nvml
    public var deviceCount: UInt32 = 0
    public var processes: UInt32 = 0
    public var gpuTime: UInt32 = 0
    public var memoryTime: UInt32 = 0
    public var memoryTotal: UInt64 = 0
    public var memoryFree: UInt64 = 0
    public var eccErrors: UInt32 = 0
    public var energy: UInt32 = 0
    public var temperature: UInt32 = 0
    public var fanSpeed: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 48 }
    public static func virtualMetric(_ metric: String) -> String { "vir_" + metric }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&deviceCount, Field("nvml_device_count", .gauge, metric: "nvml_device_count", "GPUs"))
        try v.u32(
            &processes,
            Field("nvml_processes", .gauge, metric: "nvml_processes", "processes that compute on them")
        )
        try v.u32(
            &gpuTime,
            Field("nvml_gpu_mS", .busyTime, in: .milliseconds, metric: "nvml_gputime", "time in which a kernel ran")
        )
        try v.u32(
            &memoryTime,
            Field(
                "nvml_mem_mS",
                .busyTime,
                in: .milliseconds,
                metric: "nvml_memtime",
                "time in which device memory was read or written"
            )
        )
        try v.u64(
            &memoryTotal,
            Field("nvml_mem_bytes_total", .gauge, in: .bytes, metric: "nvml_mem_total", "device memory")
        )
        try v.u64(
            &memoryFree,
            Field("nvml_mem_bytes_free", .gauge, in: .bytes, metric: "nvml_mem_free", "free device memory")
        )
        try v.u32(&eccErrors, Field("nvml_ecc_errors", .counter, metric: "nvml_ecc_errors", "memory errors"))
        try v.u32(&energy, Field("nvml_energy_mJ", .counter, in: .millijoules, metric: "nvml_energy", "energy used"))
        try v.u32(
            &temperature,
            Field("nvml_temperature_C", .gauge, in: .celsius, metric: "nvml_temperature", "temperature of the hottest")
        )
        try v.u32(
            &fanSpeed,
            Field("nvml_fan_speed_pc", .gauge, in: .percent, metric: "nvml_fan_speed", "speed of the fastest fan")
        )
    }
}
