/// What the kernel has counted for a group of processes since the group was made; `nil` where this kernel does not count it.
package struct GroupCounters: Hashable, Sendable {
    /// Nanoseconds of processor time, without what the runtime's own processes used in the group while they prepared it, where
    /// that could be told.
    package var cpu: UInt64?
    /// How many processors the group may use at a time, by its quota and its set; `nil`: all.
    package var cpuLimit: Double?
    /// How often, and for how many nanoseconds, it had to wait because its quota was used up.
    package var throttledPeriods: UInt64?
    package var throttled: UInt64?
    /// Bytes that it holds without page cache that can be dropped: usage less inactive file pages.
    package var memoryUsed: UInt64?
    /// Bytes of page cache.
    package var memoryCache: UInt64?
    /// Bytes that it may use; `nil`: no limit.
    package var memoryLimit: UInt64?
    /// The most bytes that it has used, page cache included.
    package var memoryPeak: UInt64?
    /// How many of its processes the kernel ended for want of memory.
    package var outOfMemoryKills: UInt64?
    package var reads: UInt64?
    package var bytesRead: UInt64?
    package var writes: UInt64?
    package var bytesWritten: UInt64?
    package var processes: UInt32?
    package var threads: UInt32?
    /// Microseconds for which some of its threads waited (pressure stall information).
    package var cpuPressure: UInt64?
    package var memoryPressure: UInt64?
    package var ioPressure: UInt64?
    /// The network namespace of its first process; `nil`: not known.
    package var namespace: NetworkNamespace?
    /// Sums over the namespace's interfaces without the loopback; `nil` also in the host's, whose are the host's.
    package var network: NetworkTotals?

    package init() {}
}

/// A network namespace.
package enum NetworkNamespace: Hashable, Sendable {
    /// That of the agent, which is the host's.
    case host
    /// Another one, by a number that the kernel has for it.
    case other(UInt64)
}

/// Octets and packets of interfaces, as those inside of the namespace see them.
package struct NetworkTotals: Hashable, Sendable {
    package var bytesIn: UInt64 = 0
    package var packetsIn: UInt64 = 0
    package var errorsIn: UInt64 = 0
    package var dropsIn: UInt64 = 0
    package var bytesOut: UInt64 = 0
    package var packetsOut: UInt64 = 0
    package var errorsOut: UInt64 = 0
    package var dropsOut: UInt64 = 0

    package init() {}
}
