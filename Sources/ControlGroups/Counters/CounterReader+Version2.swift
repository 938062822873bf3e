import Agent
import SystemFiles

// Version 2: the kernel's Documentation/admin-guide/cgroup-v2.rst.

extension CounterReader {
    mutating func readVersion2(_ group: Group, _ counters: inout GroupCounters) -> Bool {
        let isThere = readVersion2Processor(group, &counters)
        readVersion2Memory(group, &counters)
        readVersion2Blocks(group, &counters)
        counters.threads = number(group, .pids, "pids.current").map(UInt32.init(clamping:))
        readProcessCount(group, &counters)
        counters.cpuPressure = text(group, .cpu, "cpu.pressure", pressure)
        counters.memoryPressure = text(group, .memory, "memory.pressure", pressure)
        counters.ioPressure = text(group, .blkio, "io.pressure", pressure)
        return isThere
    }

    mutating func readVersion2Processor(_ group: Group, _ counters: inout GroupCounters) -> Bool {
        lines(group, .cpu, "cpu.stat") { cursor, key, value in
            if cursor.matches(key, "usage_usec") { counters.cpu = value &* 1000 }
            if cursor.matches(key, "nr_throttled") { counters.throttledPeriods = value }
            if cursor.matches(key, "throttled_usec") { counters.throttled = value &* 1000 }
        }
        return counters.cpu != nil
    }

    private mutating func readVersion2Memory(_ group: Group, _ counters: inout GroupCounters) {
        let usage = number(group, .memory, "memory.current")
        var inactive: UInt64 = 0
        lines(group, .memory, "memory.stat") { cursor, key, value in
            if cursor.matches(key, "inactive_file") { inactive = value }
            if cursor.matches(key, "file") { counters.memoryCache = value }
        }
        counters.memoryUsed = usage.map { $0 - min($0, inactive) }
    }

    /// `8:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=0 dios=0`
    private mutating func readVersion2Blocks(_ group: Group, _ counters: inout GroupCounters) {
        let sums = text(group, .blkio, "io.stat") { text -> [UInt64]? in
            var cursor = TextCursor(text), sums: [UInt64] = [0, 0, 0, 0]
            while cursor.nextLine() {
                guard cursor.word() != nil else { continue }
                while let key = cursor.word(until: UInt8(ascii: "=")) {
                    let names: [StaticString] = ["rbytes", "wbytes", "rios", "wios"]
                    let index = names.firstIndex { cursor.matches(key, $0) }
                    guard let value = cursor.number() else { break }
                    if let index { sums[index] &+= value }
                }
            }
            return sums
        }
        guard let sums else { return }
        (counters.bytesRead, counters.bytesWritten) = (sums[0], sums[1])
        (counters.reads, counters.writes) = (sums[2], sums[3])
    }

    mutating func readVersion2Seldom(_ group: Group, _ counters: inout GroupCounters) {
        let quota = text(group, .cpu, "cpu.max", version2Quota)
        let set = text(group, .cpuset, "cpuset.cpus.effective", processorCount)
        counters.cpuLimit = limit(quota: quota, set: set)
        counters.memoryLimit = text(group, .memory, "memory.max", memoryLimit)
        counters.memoryPeak = number(group, .memory, "memory.peak")
        lines(group, .memory, "memory.events") { cursor, key, value in
            if cursor.matches(key, "oom_kill") { counters.outOfMemoryKills = value }
        }
    }
}

/// Processors of `50000 100000`; `max 100000` is no quota.
private func version2Quota(_ text: RawSpan) -> Double? {
    var cursor = TextCursor(text)
    guard cursor.nextLine(), let quota = cursor.number(), let period = cursor.number(), period > 0 else { return nil }
    return Double(quota) / Double(period)
}
