public import XDR

/// The MIB-II ip group of a host (RFC 1213).
public struct MIB2IP: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2007) }
    public static let name: StaticString = "mib2_ip_group"
    public static let source = Specification.hostTCPIP
    public var forwarding: UInt32 = 0
    public var defaultTTL: UInt32 = 0
    public var inReceives: UInt32 = 0
    public var inHdrErrors: UInt32 = 0
    public var inAddrErrors: UInt32 = 0
    public var forwDatagrams: UInt32 = 0
    public var inUnknownProtos: UInt32 = 0
    public var inDiscards: UInt32 = 0
    public var inDelivers: UInt32 = 0
    public var outRequests: UInt32 = 0
    public var outDiscards: UInt32 = 0
    public var outNoRoutes: UInt32 = 0
    public var reasmTimeout: UInt32 = 0
    public var reasmReqds: UInt32 = 0
    public var reasmOKs: UInt32 = 0
    public var reasmFails: UInt32 = 0
    public var fragOKs: UInt32 = 0
    public var fragFails: UInt32 = 0
    public var fragCreates: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 76 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&forwarding, Field("ipForwarding", .gauge, metric: "ip_forwarding", "ipForwarding"))
        try v.u32(&defaultTTL, Field("ipDefaultTTL", .gauge, metric: "ip_defaultttl", "ipDefaultTTL"))
        try v.u32(&inReceives, Field("ipInReceives", .counter, metric: "ip_inreceives", "ipInReceives"))
        try v.u32(&inHdrErrors, Field("ipInHdrErrors", .counter, metric: "ip_inhdrerrors", "ipInHdrErrors"))
        try v.u32(&inAddrErrors, Field("ipInAddrErrors", .counter, metric: "ip_inaddrerrors", "ipInAddrErrors"))
        try v.u32(&forwDatagrams, Field("ipForwDatagrams", .counter, metric: "ip_forwdatagrams", "ipForwDatagrams"))
        try v.u32(
            &inUnknownProtos,
            Field("ipInUnknownProtos", .counter, metric: "ip_inunknownprotos", "ipInUnknownProtos")
        )
        try v.u32(&inDiscards, Field("ipInDiscards", .counter, metric: "ip_indiscards", "ipInDiscards"))
        try v.u32(&inDelivers, Field("ipInDelivers", .counter, metric: "ip_indelivers", "ipInDelivers"))
        try v.u32(&outRequests, Field("ipOutRequests", .counter, metric: "ip_outrequests", "ipOutRequests"))
        try v.u32(&outDiscards, Field("ipOutDiscards", .counter, metric: "ip_outdiscards", "ipOutDiscards"))
        try v.u32(&outNoRoutes, Field("ipOutNoRoutes", .counter, metric: "ip_outnoroutes", "ipOutNoRoutes"))
        try v.u32(&reasmTimeout, Field("ipReasmTimeout", .gauge, metric: "ip_reasmtimeout", "ipReasmTimeout"))
        try v.u32(&reasmReqds, Field("ipReasmReqds", .counter, metric: "ip_reasmreqds", "ipReasmReqds"))
        try v.u32(&reasmOKs, Field("ipReasmOKs", .counter, metric: "ip_reasmoks", "ipReasmOKs"))
        try v.u32(&reasmFails, Field("ipReasmFails", .counter, metric: "ip_reasmfails", "ipReasmFails"))
        try v.u32(&fragOKs, Field("ipFragOKs", .counter, metric: "ip_fragoks", "ipFragOKs"))
        try v.u32(&fragFails, Field("ipFragFails", .counter, metric: "ip_fragfails", "ipFragFails"))
        try v.u32(&fragCreates, Field("ipFragCreates", .counter, metric: "ip_fragcreates", "ipFragCreates"))
    }
}
