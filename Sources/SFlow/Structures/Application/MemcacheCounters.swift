public import XDR

/// Counters of a memcached server.
public struct MemcacheCounters: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2204) }
    public static let name: StaticString = "memcache_counters"
    public static let source = Specification.memcache
    public var cmdSet: UInt32 = 0
    public var cmdTouch: UInt32 = 0
    public var cmdFlush: UInt32 = 0
    public var getHits: UInt32 = 0
    public var getMisses: UInt32 = 0
    public var deleteHits: UInt32 = 0
    public var deleteMisses: UInt32 = 0
    public var incrHits: UInt32 = 0
    public var incrMisses: UInt32 = 0
    public var decrHits: UInt32 = 0
    public var decrMisses: UInt32 = 0
    public var casHits: UInt32 = 0
    public var casMisses: UInt32 = 0
    public var casBadValue: UInt32 = 0
    public var authCommands: UInt32 = 0
    public var authErrors: UInt32 = 0
    public var threads: UInt32 = 0
    public var connectionYields: UInt32 = 0
    public var listenDisabled: UInt32 = 0
    public var currentConnections: UInt32 = 0
    public var rejectedConnections: UInt32 = 0
    public var totalConnections: UInt32 = 0
    public var connectionStructures: UInt32 = 0
    public var evictions: UInt32 = 0
    public var reclaimed: UInt32 = 0
    public var currentItems: UInt32 = 0
    public var totalItems: UInt32 = 0
    public var bytesRead: UInt64 = 0
    public var bytesWritten: UInt64 = 0
    public var bytes: UInt64 = 0
    public var limitMaxBytes: UInt64 = 0

    public init() {}
    public static var minimumSize: Int { 140 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&cmdSet, Field("memcache_cmd_set", .counter, metric: "memcache_cmd_set", "set commands"))
        try v.u32(&cmdTouch, Field("memcache_cmd_touch", .counter, metric: "memcache_cmd_touch", "touch commands"))
        try v.u32(&cmdFlush, Field("memcache_cmd_flush", .counter, metric: "memcache_cmd_flush", "flush commands"))
        try v.u32(
            &getHits,
            Field("memcache_get_hits", .counter, metric: "memcache_get_hits", "gets that found a value")
        )
        try v.u32(
            &getMisses,
            Field("memcache_get_misses", .counter, metric: "memcache_get_misses", "gets that found none")
        )
        try v.u32(
            &deleteHits,
            Field("memcache_delete_hits", .counter, metric: "memcache_delete_hits", "deletes that found a value")
        )
        try v.u32(
            &deleteMisses,
            Field("memcache_delete_misses", .counter, metric: "memcache_delete_misses", "deletes that found no value")
        )
        try v.u32(
            &incrHits,
            Field("memcache_incr_hits", .counter, metric: "memcache_incr_hits", "increments that found a value")
        )
        try v.u32(
            &incrMisses,
            Field("memcache_incr_misses", .counter, metric: "memcache_incr_misses", "increments that found no value")
        )
        try v.u32(
            &decrHits,
            Field("memcache_decr_hits", .counter, metric: "memcache_decr_hits", "decrements that found a value")
        )
        try v.u32(
            &decrMisses,
            Field("memcache_decr_misses", .counter, metric: "memcache_decr_misses", "decrements that found no value")
        )
        try v.u32(
            &casHits,
            Field("memcache_cas_hits", .counter, metric: "memcache_cas_hits", "compare and set that found its value")
        )
        try v.u32(
            &casMisses,
            Field("memcache_cas_misses", .counter, metric: "memcache_cas_misses", "compare and set that found no value")
        )
        try v.u32(
            &casBadValue,
            Field(
                "memcache_cas_badval",
                .counter,
                metric: "memcache_cas_badval",
                "compare and set that found another value"
            )
        )
        try v.u32(&authCommands, Field("memcache_auth_cmds", .counter, metric: "memcache_auth_cmds", "authentications"))
        try v.u32(
            &authErrors,
            Field("memcache_auth_errors", .counter, metric: "memcache_auth_errors", "authentications that failed")
        )
        try v.u32(&threads, Field("memcache_threads", .gauge, metric: "memcache_threads", "worker threads"))
        try v.u32(
            &connectionYields,
            Field(
                "memcache_conn_yields",
                .counter,
                metric: "memcache_conn_yields",
                "times that a connection had to yield to others"
            )
        )
        try v.u32(
            &listenDisabled,
            Field(
                "memcache_listen_disabled_num",
                .counter,
                metric: "memcache_listen_disabled_num",
                "times that the limit of connections was reached"
            )
        )
        try v.u32(
            &currentConnections,
            Field("memcache_curr_connections", .gauge, metric: "memcache_curr_connections", "open connections")
        )
        try v.u32(
            &rejectedConnections,
            Field(
                "memcache_rejected_connections",
                .counter,
                metric: "memcache_rejected_connections",
                "connections refused"
            )
        )
        try v.u32(
            &totalConnections,
            Field("memcache_total_connections", .counter, metric: "memcache_total_connections", "connections opened")
        )
        try v.u32(
            &connectionStructures,
            Field(
                "memcache_connection_structures",
                .gauge,
                metric: "memcache_connection_structures",
                "connection structures allocated"
            )
        )
        try v.u32(
            &evictions,
            Field("memcache_evictions", .counter, metric: "memcache_evictions", "items removed to make room")
        )
        try v.u32(
            &reclaimed,
            Field(
                "memcache_reclaimed",
                .counter,
                metric: "memcache_reclaimed",
                "expired items whose place was used again"
            )
        )
        try v.u32(&currentItems, Field("memcache_curr_items", .gauge, metric: "memcache_curr_items", "items stored"))
        try v.u32(
            &totalItems,
            Field("memcache_total_items", .counter, metric: "memcache_total_items", "items that were stored")
        )
        try v.u64(
            &bytesRead,
            Field("memcache_bytes_read", .counter, in: .bytes, metric: "memcache_bytes_read", "bytes in")
        )
        try v.u64(
            &bytesWritten,
            Field("memcache_bytes_written", .counter, in: .bytes, metric: "memcache_bytes_written", "bytes out")
        )
        try v.u64(&bytes, Field("memcache_bytes", .gauge, in: .bytes, metric: "memcache_bytes", "bytes stored"))
        try v.u64(
            &limitMaxBytes,
            Field(
                "memcache_limit_maxbytes",
                .gauge,
                in: .bytes,
                metric: "memcache_limit_maxbytes",
                "most bytes to store"
            )
        )
    }
}
