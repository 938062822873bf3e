import Agent
import SystemFiles

// Version 1: the kernel's Documentation/admin-guide/cgroup-v1.

extension CounterReader {
    mutating func readVersion1(_ group: Group, _ counters: inout GroupCounters) -> Bool {
        let isThere = readVersion1Processor(group, &counters)
        // Without a quota nothing is ever throttled.
        if group.hasQuota { readVersion1Throttling(group, &counters) }
        readVersion1Memory(group, &counters)
        readVersion1Blocks(group, &counters)
        counters.threads = number(group, .pids, "pids.current").map(UInt32.init(clamping:))
        readProcessCount(group, &counters)
        return isThere
    }

    mutating func readVersion1Processor(_ group: Group, _ counters: inout GroupCounters) -> Bool {
        counters.cpu = number(group, .cpuacct, "cpuacct.usage")
        return counters.cpu != nil || hierarchies.place(.cpuacct) == nil
    }

    private mutating func readVersion1Throttling(_ group: Group, _ counters: inout GroupCounters) {
        lines(group, .cpu, "cpu.stat") { cursor, key, value in
            if cursor.matches(key, "nr_throttled") { counters.throttledPeriods = value }
            if cursor.matches(key, "throttled_time") { counters.throttled = value }
        }
    }

    private mutating func readVersion1Memory(_ group: Group, _ counters: inout GroupCounters) {
        let usage = number(group, .memory, "memory.usage_in_bytes")
        var inactive: UInt64 = 0
        lines(group, .memory, "memory.stat") { cursor, key, value in
            if cursor.matches(key, "total_inactive_file") { inactive = value }
            if cursor.matches(key, "total_cache") { counters.memoryCache = value }
        }
        counters.memoryUsed = usage.map { $0 - min($0, inactive) }
    }

    private mutating func readVersion1Blocks(_ group: Group, _ counters: inout GroupCounters) {
        let bytes = version1Blocks(group, "blkio.throttle.io_service_bytes")
        let operations = version1Blocks(group, "blkio.throttle.io_serviced")
        (counters.bytesRead, counters.bytesWritten) = (bytes?.reads, bytes?.writes)
        (counters.reads, counters.writes) = (operations?.reads, operations?.writes)
    }

    /// Older kernels count only what the group itself does.
    private mutating func version1Blocks(_ group: Group, _ file: String) -> (reads: UInt64, writes: UInt64)? {
        text(group, .blkio, file + "_recursive", readsAndWrites) ?? text(group, .blkio, file, readsAndWrites)
    }

    mutating func readVersion1Seldom(_ group: Group, _ counters: inout GroupCounters) {
        let quota = text(group, .cpu, "cpu.cfs_quota_us", version1Quota)
        let period = quota == nil ? nil : number(group, .cpu, "cpu.cfs_period_us")
        let set =
            text(group, .cpuset, "cpuset.effective_cpus", processorCount)
            ?? text(group, .cpuset, "cpuset.cpus", processorCount)
        let share = quota.flatMap { quota in period.flatMap { $0 > 0 ? Double(quota) / Double($0) : nil } }
        group.hasQuota = quota != nil
        counters.cpuLimit = limit(quota: share, set: set)
        readVersion1Throttling(group, &counters)
        counters.memoryLimit = text(group, .memory, "memory.limit_in_bytes", memoryLimit)
        counters.memoryPeak = number(group, .memory, "memory.max_usage_in_bytes")
        lines(group, .memory, "memory.oom_control") { cursor, key, value in
            if cursor.matches(key, "oom_kill") { counters.outOfMemoryKills = value }
        }
    }
}

/// -1 is none.
private func version1Quota(_ text: RawSpan) -> UInt64? { singleNumber(text) }
