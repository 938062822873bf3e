public import XDR

/// The disks of a virtual machine or container.
public struct VirtualDiskIO: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2103) }
    public static let name: StaticString = "virt_disk_io"
    public static let source = Specification.host
    public var capacity: UInt64 = 0
    public var allocation: UInt64 = 0
    public var available: UInt64 = 0
    public var readRequests: UInt32 = 0
    public var bytesRead: UInt64 = 0
    public var writeRequests: UInt32 = 0
    public var bytesWritten: UInt64 = 0
    public var errors: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 52 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u64(&capacity, Field("vdsk_capacity", .gauge, in: .bytes, metric: "vir_disk_capacity", "logical size"))
        try v.u64(
            &allocation,
            Field("vdsk_allocation", .gauge, in: .bytes, metric: "vir_disk_allocation", "space used")
        )
        try v.u64(
            &available,
            Field("vdsk_available", .gauge, in: .bytes, metric: "vir_disk_available", "space that is left")
        )
        try v.u32(&readRequests, Field("vdsk_rd_req", .counter, metric: "vir_reads", "reads"))
        try v.u64(&bytesRead, Field("vdsk_rd_bytes", .counter, in: .bytes, metric: "vir_bytes_read", "bytes read"))
        try v.u32(&writeRequests, Field("vdsk_wr_req", .counter, metric: "vir_writes", "writes"))
        try v.u64(
            &bytesWritten,
            Field("vdsk_wr_bytes", .counter, in: .bytes, metric: "vir_bytes_written", "bytes written")
        )
        try v.u32(&errors, Field("vdsk_errs", .counter, metric: "vir_disk_errs", "errors"))
    }
}
