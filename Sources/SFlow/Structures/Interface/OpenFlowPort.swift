public import XDR

/// The OpenFlow port that an interface is.
public struct OpenFlowPort: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1004) }
    public static let name: StaticString = "of_port"
    public static let source = Specification.openFlow
    public var datapathID: UInt64 = 0
    public var port: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u64(
            &datapathID,
            Field("openflow_datapath_id", .text, metric: "of_dpid", as: .hexDigits, "datapath of the switch")
        )
        try v.u32(&port, Field("openflow_port", .identifier, metric: "of_port", "number of the port"))
    }
}
