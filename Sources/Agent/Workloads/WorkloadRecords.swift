import SFlow

// The structures of a workload, from what was counted.

/// What a 32-bit counter says where it is not known.
private let unknown32 = UInt32.max, unknown64 = UInt64.max

extension HostAdapters {
    init(_ adapters: [HostAdapter]) {
        self.init()
        self.adapters = adapters
    }
}

extension HostParent {
    init(_ source: DataSource) {
        self.init()
        containerType = source.sourceClass
        containerIndex = source.index
    }
}

extension VirtualCPU {
    /// `processors`: those of the host, which a workload without a limit may use, and none more than. A quota is in the hands of
    /// whoever makes the group, and may be of any size.
    init(_ counters: GroupCounters, _ state: WorkloadDescription.State, _ wasOutOfMemory: Bool, _ processors: UInt32) {
        self.init()
        self.state =
            switch state {
            case .created, .running: 1
            case .paused: 3
            // Also a process that others did without may have been ended for want of memory.
            case .ended(let exitCode): wasOutOfMemory && exitCode != 0 ? 6 : 5
            }
        cpuTime = counters.cpu.map { UInt32(truncatingIfNeeded: $0 / 1_000_000) } ?? unknown32
        nrVirtCpu =
            counters.cpuLimit.map { UInt32(max(min($0.rounded(.up), Double(processors)), 1)) } ?? processors
    }
}

extension VirtualMemory {
    init(_ counters: GroupCounters) {
        self.init()
        memory = counters.memoryUsed ?? unknown64
        maxMemory = counters.memoryLimit ?? 0
    }
}

extension VirtualDiskIO {
    /// `nil` where the kernel counts nothing of it. Sizes of disks mean nothing for a group of processes.
    init?(_ counters: GroupCounters) {
        guard counters.bytesRead != nil || counters.bytesWritten != nil else { return nil }
        self.init()
        readRequests = counters.reads.map { UInt32(truncatingIfNeeded: $0) } ?? unknown32
        bytesRead = counters.bytesRead ?? unknown64
        writeRequests = counters.writes.map { UInt32(truncatingIfNeeded: $0) } ?? unknown32
        bytesWritten = counters.bytesWritten ?? unknown64
        errors = 0
    }
}

extension VirtualNetIO {
    init(_ totals: NetworkTotals) {
        self.init()
        bytesIn = totals.bytesIn
        packetsIn = UInt32(truncatingIfNeeded: totals.packetsIn)
        errorsIn = UInt32(truncatingIfNeeded: totals.errorsIn)
        dropsIn = UInt32(truncatingIfNeeded: totals.dropsIn)
        bytesOut = totals.bytesOut
        packetsOut = UInt32(truncatingIfNeeded: totals.packetsOut)
        errorsOut = UInt32(truncatingIfNeeded: totals.errorsOut)
        dropsOut = UInt32(truncatingIfNeeded: totals.dropsOut)
    }
}
