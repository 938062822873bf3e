public import XDR

/// How full the tables of a Broadcom switch are.
public struct BroadcomTables: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(4413, 3) }
    public static let name: StaticString = "hw_tables"
    public static let source = Specification.broadcomTables
    public var hostEntries: UInt32 = 0
    public var hostEntriesMax: UInt32 = 0
    public var ipv4Entries: UInt32 = 0
    public var ipv4EntriesMax: UInt32 = 0
    public var ipv6Entries: UInt32 = 0
    public var ipv6EntriesMax: UInt32 = 0
    public var ipv4IPv6Entries: UInt32 = 0
    public var ipv4IPv6EntriesMax: UInt32 = 0
    public var longIPv6Entries: UInt32 = 0
    public var longIPv6EntriesMax: UInt32 = 0
    public var totalRoutes: UInt32 = 0
    public var totalRoutesMax: UInt32 = 0
    public var ecmpNextHops: UInt32 = 0
    public var ecmpNextHopsMax: UInt32 = 0
    public var macEntries: UInt32 = 0
    public var macEntriesMax: UInt32 = 0
    public var ipv4Neighbors: UInt32 = 0
    public var ipv6Neighbors: UInt32 = 0
    public var ipv4Routes: UInt32 = 0
    public var ipv6Routes: UInt32 = 0
    public var aclIngressEntries: UInt32 = 0
    public var aclIngressEntriesMax: UInt32 = 0
    public var aclIngressCounters: UInt32 = 0
    public var aclIngressCountersMax: UInt32 = 0
    public var aclIngressMeters: UInt32 = 0
    public var aclIngressMetersMax: UInt32 = 0
    public var aclIngressSlices: UInt32 = 0
    public var aclIngressSlicesMax: UInt32 = 0
    public var aclEgressEntries: UInt32 = 0
    public var aclEgressEntriesMax: UInt32 = 0
    public var aclEgressCounters: UInt32 = 0
    public var aclEgressCountersMax: UInt32 = 0
    public var aclEgressMeters: UInt32 = 0
    public var aclEgressMetersMax: UInt32 = 0
    public var aclEgressSlices: UInt32 = 0
    public var aclEgressSlicesMax: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 144 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &hostEntries,
            Field("bcm_asic_host_entries", .gauge, metric: "bcm_host_entries", "entries of the host table")
        )
        try v.u32(
            &hostEntriesMax,
            Field("bcm_host_entries_max", .gauge, metric: "bcm_host_entries_max", "room of the host table")
        )
        try v.u32(&ipv4Entries, Field("bcm_ipv4_entries", .gauge, metric: "bcm_ipv4_entries", "entries of IPv4 routes"))
        try v.u32(
            &ipv4EntriesMax,
            Field("bcm_ipv4_entries_max", .gauge, metric: "bcm_ipv4_entries_max", "room for IPv4 routes")
        )
        try v.u32(&ipv6Entries, Field("bcm_ipv6_entries", .gauge, metric: "bcm_ipv6_entries", "entries of IPv6 routes"))
        try v.u32(
            &ipv6EntriesMax,
            Field("bcm_ipv6_entries_max", .gauge, metric: "bcm_ipv6_entries_max", "room for IPv6 routes")
        )
        try v.u32(
            &ipv4IPv6Entries,
            Field("bcm_ipv4_ipv6_entries", .gauge, metric: "bcm_ipv4_ipv6_entries", "entries of IPv4 and IPv6 routes")
        )
        try v.u32(
            &ipv4IPv6EntriesMax,
            Field(
                "bcm_ipv4_ipv6_entries_max",
                .gauge,
                metric: "bcm_ipv4_ipv6_entries_max",
                "room for IPv4 and IPv6 routes"
            )
        )
        try v.u32(
            &longIPv6Entries,
            Field(
                "bcm_long_ipv6_entries",
                .gauge,
                metric: "bcm_long_ipv6_entries",
                "entries of IPv6 routes with long prefixes"
            )
        )
        try v.u32(
            &longIPv6EntriesMax,
            Field(
                "bcm_long_ipv6_entries_max",
                .gauge,
                metric: "bcm_long_ipv6_entries_max",
                "room for IPv6 routes with long prefixes"
            )
        )
        try v.u32(&totalRoutes, Field("bcm_total_routes", .gauge, metric: "bcm_total_routes", "routes"))
        try v.u32(
            &totalRoutesMax,
            Field("bcm_total_routes_max", .gauge, metric: "bcm_total_routes_max", "room for routes")
        )
        try v.u32(
            &ecmpNextHops,
            Field("bcm_ecmp_nexthops", .gauge, metric: "bcm_ecmp_nexthops", "next hops of equal cost")
        )
        try v.u32(
            &ecmpNextHopsMax,
            Field("bcm_ecmp_nexthops_max", .gauge, metric: "bcm_ecmp_nexthops_max", "room for next hops of equal cost")
        )
        try v.u32(&macEntries, Field("bcm_mac_entries", .gauge, metric: "bcm_mac_entries", "entries of the MAC table"))
        try v.u32(
            &macEntriesMax,
            Field("bcm_mac_entries_max", .gauge, metric: "bcm_mac_entries_max", "room of the MAC table")
        )
        try v.u32(&ipv4Neighbors, Field("bcm_ipv4_neighbors", .gauge, metric: "bcm_ipv4_neighbors", "IPv4 neighbours"))
        try v.u32(&ipv6Neighbors, Field("bcm_ipv6_neighbors", .gauge, metric: "bcm_ipv6_neighbors", "IPv6 neighbours"))
        try v.u32(&ipv4Routes, Field("bcm_ipv4_routes", .gauge, metric: "bcm_ipv4_routes", "IPv4 routes"))
        try v.u32(&ipv6Routes, Field("bcm_ipv6_routes", .gauge, metric: "bcm_ipv6_routes", "IPv6 routes"))
        try v.u32(
            &aclIngressEntries,
            Field(
                "bcm_acl_ingress_entries",
                .gauge,
                metric: "bcm_acl_ingress_entries",
                "entries of ingress access lists"
            )
        )
        try v.u32(
            &aclIngressEntriesMax,
            Field(
                "bcm_acl_ingress_entries_max",
                .gauge,
                metric: "bcm_acl_ingress_entries_max",
                "room for entries of ingress access lists"
            )
        )
        try v.u32(
            &aclIngressCounters,
            Field(
                "bcm_acl_ingress_counters",
                .gauge,
                metric: "bcm_acl_ingress_counters",
                "counters of ingress access lists"
            )
        )
        try v.u32(
            &aclIngressCountersMax,
            Field(
                "bcm_acl_ingress_counters_max",
                .gauge,
                metric: "bcm_acl_ingress_counters_max",
                "room for counters of ingress access lists"
            )
        )
        try v.u32(
            &aclIngressMeters,
            Field("bcm_acl_ingress_meters", .gauge, metric: "bcm_acl_ingress_meters", "meters of ingress access lists")
        )
        try v.u32(
            &aclIngressMetersMax,
            Field(
                "bcm_acl_ingress_meters_max",
                .gauge,
                metric: "bcm_acl_ingress_meters_max",
                "room for meters of ingress access lists"
            )
        )
        try v.u32(
            &aclIngressSlices,
            Field("bcm_acl_ingress_slices", .gauge, metric: "bcm_acl_ingress_slices", "slices of ingress access lists")
        )
        try v.u32(
            &aclIngressSlicesMax,
            Field(
                "bcm_acl_ingress_slices_max",
                .gauge,
                metric: "bcm_acl_ingress_slices_max",
                "room for slices of ingress access lists"
            )
        )
        try v.u32(
            &aclEgressEntries,
            Field("bcm_acl_egress_entries", .gauge, metric: "bcm_acl_egress_entries", "entries of egress access lists")
        )
        try v.u32(
            &aclEgressEntriesMax,
            Field(
                "bcm_acl_egress_entries_max",
                .gauge,
                metric: "bcm_acl_egress_entries_max",
                "room for entries of egress access lists"
            )
        )
        try v.u32(
            &aclEgressCounters,
            Field(
                "bcm_acl_egress_counters",
                .gauge,
                metric: "bcm_acl_egress_counters",
                "counters of egress access lists"
            )
        )
        try v.u32(
            &aclEgressCountersMax,
            Field(
                "bcm_acl_egress_counters_max",
                .gauge,
                metric: "bcm_acl_egress_counters_max",
                "room for counters of egress access lists"
            )
        )
        try v.u32(
            &aclEgressMeters,
            Field("bcm_acl_egress_meters", .gauge, metric: "bcm_acl_egress_meters", "meters of egress access lists")
        )
        try v.u32(
            &aclEgressMetersMax,
            Field(
                "bcm_acl_egress_meters_max",
                .gauge,
                metric: "bcm_acl_egress_meters_max",
                "room for meters of egress access lists"
            )
        )
        try v.u32(
            &aclEgressSlices,
            Field("bcm_acl_egress_slices", .gauge, metric: "bcm_acl_egress_slices", "slices of egress access lists")
        )
        try v.u32(
            &aclEgressSlicesMax,
            Field(
                "bcm_acl_egress_slices_max",
                .gauge,
                metric: "bcm_acl_egress_slices_max",
                "room for slices of egress access lists"
            )
        )
    }
}
