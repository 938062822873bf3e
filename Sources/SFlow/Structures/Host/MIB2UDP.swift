public import XDR

/// The MIB-II udp group of a host (RFC 1213).
public struct MIB2UDP: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2010) }
    public static let name: StaticString = "mib2_udp_group"
    public static let source = Specification.hostTCPIP
    public var inDatagrams: UInt32 = 0
    public var noPorts: UInt32 = 0
    public var inErrors: UInt32 = 0
    public var outDatagrams: UInt32 = 0
    public var rcvbufErrors: UInt32 = 0
    public var sndbufErrors: UInt32 = 0
    public var inCsumErrors: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 28 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&inDatagrams, Field("udpInDatagrams", .counter, metric: "udp_indatagrams", "udpInDatagrams"))
        try v.u32(&noPorts, Field("udpNoPorts", .counter, metric: "udp_noports", "udpNoPorts"))
        try v.u32(&inErrors, Field("udpInErrors", .counter, metric: "udp_inerrors", "udpInErrors"))
        try v.u32(&outDatagrams, Field("udpOutDatagrams", .counter, metric: "udp_outdatagrams", "udpOutDatagrams"))
        try v.u32(&rcvbufErrors, Field("udpRcvbufErrors", .counter, metric: "udp_rcvbuferrors", "udpRcvbufErrors"))
        try v.u32(&sndbufErrors, Field("udpSndbufErrors", .counter, metric: "udp_sndbuferrors", "udpSndbufErrors"))
        try v.u32(&inCsumErrors, Field("udpInCsumErrors", .counter, metric: "udp_incsumerrors", "udpInCsumErrors"))
    }
}
