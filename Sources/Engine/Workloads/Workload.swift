import NetTypes
import SFlow
import Workloads

/// Whose a workload is: the same data source of two agents, or of two sub-agents of one, are two.
struct WorkloadKey: Hashable, Sendable {
    var agent: IPAddress
    var subAgent: UInt32
    var source: DataSource
}

/// One run of a container, pod, service or virtual machine: who it is and what it has used.
struct Workload: Sendable {
    let key: WorkloadKey
    /// The name of its agent's host; empty while it is unknown.
    var node = ""
    var hostName = ""
    /// 0: unknown
    private(set) var uuid: UInt128 = 0
    var labels = WorkloadLabels()
    /// Whether the labels were made from the host name.
    var hasDerivedLabels = false
    /// Milliseconds of the analyzer's clock.
    let firstSeen: Int64
    private(set) var lastSeen: Int64
    /// Milliseconds since 1970, of the agent; 0: unknown.
    private(set) var started: UInt64 = 0
    private(set) var ended: UInt64 = 0
    private(set) var exitCode: Int?
    private(set) var isComplete: Bool?
    private(set) var memoryUsed: UInt64?
    /// What the agent says that it was at most; 0: unknown.
    private var memoryPeakTold: UInt64 = 0
    private var memorySeen: UInt64 = 0
    private var cpuNanoseconds = WorkloadTotal(), cpuMilliseconds = WorkloadTotal()
    private(set) var bytesIn = WorkloadTotal(), bytesOut = WorkloadTotal()
    private(set) var packetsIn = WorkloadTotal(), packetsOut = WorkloadTotal()
    private(set) var bytesRead = WorkloadTotal(), bytesWritten = WorkloadTotal()
    private(set) var reads = WorkloadTotal(), writes = WorkloadTotal()
    private(set) var outOfMemoryKills = WorkloadTotal()
    /// The agent's uptime and restarts at its latest report, and at the latest of its fields.
    private(set) var uptime: UInt32
    private(set) var agentEpoch: UInt32
    private var fieldUptime: UInt32

    init(_ key: WorkloadKey, _ report: WorkloadReport) {
        self.key = key
        firstSeen = report.now
        lastSeen = report.now
        uptime = report.uptime
        fieldUptime = report.uptime
        agentEpoch = report.agentEpoch
    }

    /// Seconds of processor time.
    var cpuSeconds: Double? {
        cpuNanoseconds.value.map { Double($0) / 1e9 } ?? cpuMilliseconds.value.map { Double($0) / 1e3 }
    }

    /// The most memory that it had, as the agent says, or else as was seen.
    var memoryPeak: UInt64? {
        if memoryPeakTold > 0 { return memoryPeakTold }
        return memoryUsed == nil ? nil : memorySeen
    }
}

extension Workload {
    /// By how much the agent's start times of one run may differ, in milliseconds.
    static let startSlack: UInt64 = 2000

    enum Verdict { case goesOn, isStale, beganAnew }

    /// What a report makes of a workload that runs: it may be of the run before, or of the next one.
    func judge(_ report: WorkloadReport) -> Verdict {
        if started > 0 {
            if let ended = report.ended, ended < started { return .isStale }
            if let other = report.started {
                if other + Self.startSlack < started { return .isStale }
                if other > started + Self.startSlack { return .beganAnew }
            }
        }
        if isAnother(report.uuid) { return .beganAnew }
        if report.kind == .fields, agentEpoch == report.agentEpoch, report.isOlder(than: fieldUptime) {
            return report.ended == nil ? .isStale : .goesOn
        }
        return isSetBack(by: report) ? .beganAnew : .goesOn
    }

    /// Whether a known UUID is not this one's.
    func isAnother(_ uuid: UInt128) -> Bool { uuid != 0 && self.uuid != 0 && uuid != self.uuid }

    /// Whether counters say that it began anew: of the processor, or of the network where there are no others.
    func isSetBack(by report: WorkloadReport) -> Bool {
        if let time = report.cpuNanoseconds, cpuNanoseconds.isSetBack(by: time) { return true }
        if let time = report.cpuMilliseconds, cpuMilliseconds.isSetBack(by: time) { return true }
        guard started == 0, cpuSeconds == nil, report.state == nil, let network = report.network else { return false }
        return bytesIn.isSetBack(by: network.bytesIn) && bytesOut.isSetBack(by: network.bytesOut)
    }

    /// Takes what a report of this run says.
    mutating func update(_ report: WorkloadReport) {
        if report.uuid != 0 { uuid = report.uuid }
        if let started = report.started { self.started = started }
        if let ended = report.ended { self.ended = ended }
        exitCode = report.exitCode ?? exitCode
        isComplete = report.isComplete ?? isComplete
        takeTotals(report)
        takeMemory(report)
        lastSeen = max(lastSeen, report.now)
        if agentEpoch != report.agentEpoch || !report.isOlder(than: uptime) { uptime = report.uptime }
        if report.kind == .fields, agentEpoch != report.agentEpoch || !report.isOlder(than: fieldUptime) {
            fieldUptime = report.uptime
        }
        agentEpoch = report.agentEpoch
    }

    private mutating func takeTotals(_ report: WorkloadReport) {
        if let time = report.cpuNanoseconds { cpuNanoseconds.follow(time) }
        if let time = report.cpuMilliseconds { cpuMilliseconds.follow(time) }
        if let kills = report.outOfMemoryKills { outOfMemoryKills.follow(kills) }
        if let network = report.network {
            bytesIn.follow(network.bytesIn)
            bytesOut.follow(network.bytesOut)
            packetsIn.follow(network.packetsIn)
            packetsOut.follow(network.packetsOut)
        }
        if let disk = report.disk {
            bytesRead.follow(disk.bytesRead)
            bytesWritten.follow(disk.bytesWritten)
            reads.follow(disk.readRequests)
            writes.follow(disk.writeRequests)
        }
    }

    private mutating func takeMemory(_ report: WorkloadReport) {
        if let peak = report.memoryPeak { memoryPeakTold = max(memoryPeakTold, peak) }
        guard let used = report.memoryUsed, used != .max else { return }
        memoryUsed = used
        memorySeen = max(memorySeen, used)
    }
}

extension WorkloadReport {
    /// By the agent's clock.
    func isOlder(than uptime: UInt32) -> Bool { Int32(bitPattern: self.uptime &- uptime) < 0 }
}
