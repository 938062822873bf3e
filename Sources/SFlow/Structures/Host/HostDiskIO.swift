public import XDR

/// The disks of a host.
public struct HostDiskIO: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2005) }
    public static let name: StaticString = "host_disk_io"
    public static let source = Specification.host
    public var total: UInt64 = 0
    public var free: UInt64 = 0
    public var partMaxUsed: UInt32 = 0
    public var reads: UInt32 = 0
    public var bytesRead: UInt64 = 0
    public var readTime: UInt32 = 0
    public var writes: UInt32 = 0
    public var bytesWritten: UInt64 = 0
    public var writeTime: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 52 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u64(&total, Field("disk_total", .gauge, in: .bytes, metric: "disk_total", "space"))
        try v.u64(&free, Field("disk_free", .gauge, in: .bytes, metric: "disk_free", "free space"))
        try v.u32(
            &partMaxUsed,
            Field(
                "disk_partition_max_used",
                .gauge,
                in: .percentHundredths,
                metric: "part_max_used",
                "use of the fullest partition"
            )
        )
        try v.u32(&reads, Field("disk_reads", .counter, metric: "reads", "reads"))
        try v.u64(&bytesRead, Field("disk_bytes_read", .counter, in: .bytes, metric: "bytes_read", "bytes read"))
        try v.u32(
            &readTime,
            Field("disk_read_time", .busyTime, in: .milliseconds, metric: "read_time", "time spent reading")
        )
        try v.u32(&writes, Field("disk_writes", .counter, metric: "writes", "writes"))
        try v.u64(
            &bytesWritten,
            Field("disk_bytes_written", .counter, in: .bytes, metric: "bytes_written", "bytes written")
        )
        try v.u32(
            &writeTime,
            Field("disk_write_time", .busyTime, in: .milliseconds, metric: "write_time", "time spent writing")
        )
    }
}
