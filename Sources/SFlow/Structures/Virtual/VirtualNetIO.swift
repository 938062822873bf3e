public import XDR

/// The network of a virtual machine or container.
public struct VirtualNetIO: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2104) }
    public static let name: StaticString = "virt_net_io"
    public static let source = Specification.host
    public var bytesIn: UInt64 = 0
    public var packetsIn: UInt32 = 0
    public var errorsIn: UInt32 = 0
    public var dropsIn: UInt32 = 0
    public var bytesOut: UInt64 = 0
    public var packetsOut: UInt32 = 0
    public var errorsOut: UInt32 = 0
    public var dropsOut: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 40 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u64(&bytesIn, Field("vnio_bytes_in", .counter, in: .bytes, metric: "vir_bytes_in", "bytes in"))
        try v.u32(&packetsIn, Field("vnio_pkts_in", .counter, in: .packets, metric: "vir_pkts_in", "packets in"))
        try v.u32(&errorsIn, Field("vnio_errs_in", .counter, in: .packets, metric: "vir_errs_in", "errors in"))
        try v.u32(&dropsIn, Field("vnio_drops_in", .counter, in: .packets, metric: "vir_drops_in", "drops in"))
        try v.u64(&bytesOut, Field("vnio_bytes_out", .counter, in: .bytes, metric: "vir_bytes_out", "bytes out"))
        try v.u32(&packetsOut, Field("vnio_pkts_out", .counter, in: .packets, metric: "vir_pkts_out", "packets out"))
        try v.u32(&errorsOut, Field("vnio_errs_out", .counter, in: .packets, metric: "vir_errs_out", "errors out"))
        try v.u32(&dropsOut, Field("vnio_drops_out", .counter, in: .packets, metric: "vir_drops_out", "drops out"))
    }
}
