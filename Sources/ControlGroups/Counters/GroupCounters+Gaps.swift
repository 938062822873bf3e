import Agent

extension GroupCounters {
    /// Takes from an earlier read what was not read now.
    mutating func fillGaps(from earlier: GroupCounters) {
        cpu = cpu ?? earlier.cpu
        memoryUsed = memoryUsed ?? earlier.memoryUsed
        memoryCache = memoryCache ?? earlier.memoryCache
        reads = reads ?? earlier.reads
        bytesRead = bytesRead ?? earlier.bytesRead
        writes = writes ?? earlier.writes
        bytesWritten = bytesWritten ?? earlier.bytesWritten
        processes = processes ?? earlier.processes
        threads = threads ?? earlier.threads
        cpuPressure = cpuPressure ?? earlier.cpuPressure
        memoryPressure = memoryPressure ?? earlier.memoryPressure
        ioPressure = ioPressure ?? earlier.ioPressure
        namespace = namespace ?? earlier.namespace
        network = network ?? earlier.network
        takeSeldom(from: earlier)
    }

    /// Takes limits, peaks and what has gone wrong where they were not read now.
    mutating func takeSeldom(from earlier: GroupCounters) {
        cpuLimit = cpuLimit ?? earlier.cpuLimit
        throttledPeriods = throttledPeriods ?? earlier.throttledPeriods
        throttled = throttled ?? earlier.throttled
        memoryLimit = memoryLimit ?? earlier.memoryLimit
        memoryPeak = memoryPeak ?? earlier.memoryPeak
        outOfMemoryKills = outOfMemoryKills ?? earlier.outOfMemoryKills
    }
}
