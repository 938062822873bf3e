public import XDR

/// The generic counters of an interface (RFC 2233). A counter of all ones is unknown.
public struct InterfaceCounters: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1) }
    public static let name: StaticString = "if_counters"
    public static let source = Specification.version5
    public var ifIndex: UInt32 = 0
    public var ifType: UInt32 = 0
    public var ifSpeed: UInt64 = 0
    public var ifDirection: UInt32 = 0
    public var ifStatus: UInt32 = 0
    public var ifInOctets: UInt64 = 0
    public var ifInUcastPkts: UInt32 = 0
    public var ifInMulticastPkts: UInt32 = 0
    public var ifInBroadcastPkts: UInt32 = 0
    public var ifInDiscards: UInt32 = 0
    public var ifInErrors: UInt32 = 0
    public var ifInUnknownProtos: UInt32 = 0
    public var ifOutOctets: UInt64 = 0
    public var ifOutUcastPkts: UInt32 = 0
    public var ifOutMulticastPkts: UInt32 = 0
    public var ifOutBroadcastPkts: UInt32 = 0
    public var ifOutDiscards: UInt32 = 0
    public var ifOutErrors: UInt32 = 0
    public var ifPromiscuousMode: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 88 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&ifIndex, Field("ifIndex", .identifier, metric: "ifindex", "index of the interface"))
        try v.u32(&ifType, Field("networkType", .identifier, metric: "iftype", "IANAifType"))
        try v.u64(&ifSpeed, Field("ifSpeed", .gauge, in: .bitsPerSecond, metric: "ifspeed", "bandwidth"))
        try v.u32(
            &ifDirection,
            Field(
                "ifDirection",
                .identifier,
                metric: "ifdirection",
                "0 unknown, 1 full duplex, 2 half duplex, 3 in, 4 out"
            )
        )
        try v.u32(&ifStatus, Field("ifStatus", .identifier, metric: "ifstatus", "bit 0: admin up, bit 1: oper up"))
        try v.u64(&ifInOctets, Field("ifInOctets", .counter, in: .bytes, metric: "ifinoctets", "octets in"))
        try v.u32(
            &ifInUcastPkts,
            Field("ifInUcastPkts", .counter, in: .packets, metric: "ifinucastpkts", "unicast packets in")
        )
        try v.u32(
            &ifInMulticastPkts,
            Field("ifInMulticastPkts", .counter, in: .packets, metric: "ifinmulticastpkts", "multicast packets in")
        )
        try v.u32(
            &ifInBroadcastPkts,
            Field("ifInBroadcastPkts", .counter, in: .packets, metric: "ifinbroadcastpkts", "broadcast packets in")
        )
        try v.u32(
            &ifInDiscards,
            Field("ifInDiscards", .counter, in: .packets, metric: "ifindiscards", "packets discarded in")
        )
        try v.u32(
            &ifInErrors,
            Field("ifInErrors", .counter, in: .packets, metric: "ifinerrors", "packets with errors in")
        )
        try v.u32(
            &ifInUnknownProtos,
            Field(
                "ifInUnknownProtos",
                .counter,
                in: .packets,
                metric: "ifinunknownprotos",
                "packets of an unknown protocol"
            )
        )
        try v.u64(&ifOutOctets, Field("ifOutOctets", .counter, in: .bytes, metric: "ifoutoctets", "octets out"))
        try v.u32(
            &ifOutUcastPkts,
            Field("ifOutUcastPkts", .counter, in: .packets, metric: "ifoutucastpkts", "unicast packets out")
        )
        try v.u32(
            &ifOutMulticastPkts,
            Field("ifOutMulticastPkts", .counter, in: .packets, metric: "ifoutmulticastpkts", "multicast packets out")
        )
        try v.u32(
            &ifOutBroadcastPkts,
            Field("ifOutBroadcastPkts", .counter, in: .packets, metric: "ifoutbroadcastpkts", "broadcast packets out")
        )
        try v.u32(
            &ifOutDiscards,
            Field("ifOutDiscards", .counter, in: .packets, metric: "ifoutdiscards", "packets discarded out")
        )
        try v.u32(
            &ifOutErrors,
            Field("ifOutErrors", .counter, in: .packets, metric: "ifouterrors", "packets with errors out")
        )
        try v.u32(&ifPromiscuousMode, Field("ifPromiscuousMode", .identifier, "1: every packet is received"))
    }
}

/// The name of an interface.
public struct PortName: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1005) }
    public static let name: StaticString = "port_name"
    public static let source = Specification.openFlow
    public var portName: String = ""

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&portName, max: 255, Field("ifName", .text, metric: "ifname", "name"))
    }
}
