import NetTypes
import SFlow
import Workloads

/// A workload as an answer has it: one run of a container, pod, service or virtual machine. What is not known is `nil`.
package struct WorkloadStatus: Sendable {
    package var agent: IPAddress
    /// `3.100123`
    package var dataSource: String
    /// The name of its host.
    package var node: String?
    package var hostName: String?
    package var uuid: UInt128?
    package var labels: [WorkloadLabel]
    /// How it ended; `nil`: it runs.
    package var end: WorkloadEnd?
    package var exitCode: Int?
    /// Whether the last counters were read after its end, where the agent says so.
    package var isComplete: Bool?
    /// Milliseconds since 1970: the agent's, or else when it was first and last heard of.
    package var started: Int64
    package var ended: Int64?
    /// Milliseconds.
    package var lifeTime: Int64
    package var cpuSeconds: Double?
    package var memoryUsed, memoryPeak: UInt64?
    package var bytesIn, bytesOut, packetsIn, packetsOut: UInt64?
    package var bytesRead, bytesWritten, reads, writes: UInt64?
    package var outOfMemoryKills: UInt64?
    /// Milliseconds since the last report.
    package var age: Int64
    /// Its place in the answer's order.
    fileprivate(set) var rank: WorkloadRank

    /// Whether it runs, as the filter `state` has it.
    package var state: String { end == nil ? "running" : "ended" }
}

/// What an answer's workloads are sorted by: the largest figure comes first.
package enum WorkloadOrder: String, CaseIterable, Sendable {
    /// Those that run first, then by their end; the latest first.
    case recent
    /// Processor time.
    case cpu
    /// Bytes over the network.
    case bytes
    /// Bytes to and from disks.
    case disk
    /// The most memory.
    case memory
    case lifeTime
}

/// The place of a workload in an order: greater ones come first, equal ones by whose they are.
struct WorkloadRank: Sendable {
    var figure: Double
    var source: WorkloadKey

    func precedes(_ other: WorkloadRank) -> Bool {
        if figure != other.figure { return figure > other.figure }
        if source.agent != other.source.agent { return source.agent < other.source.agent }
        return (source.source.index, source.subAgent) < (other.source.source.index, other.source.subAgent)
    }
}

/// The two clocks of a moment, in milliseconds: the engine's, and that since 1970.
struct WorkloadClock {
    let now: Int64
    let wall: Int64

    func wall(_ time: Int64) -> Int64 { wall - (now - time) }
}

/// A workload with how it ended, if it has.
struct WorkloadView {
    let workload: Workload
    let end: WorkloadEnd?
    /// When it was known to have ended, in milliseconds of the engine's clock.
    let closed: Int64

    init(_ workload: Workload) { (self.workload, end, closed) = (workload, nil, 0) }
    init(_ record: EndedWorkload) { (workload, end, closed) = (record.workload, record.reason, record.closed) }
}

extension WorkloadView {
    private func started(_ clock: WorkloadClock) -> Int64 {
        workload.started > 0 ? Int64(clamping: workload.started) : clock.wall(workload.firstSeen)
    }

    private func ended(_ clock: WorkloadClock) -> Int64? {
        guard end != nil else { return nil }
        return workload.ended > 0 ? Int64(clamping: workload.ended) : clock.wall(workload.lastSeen)
    }

    /// Milliseconds; of the agent's clock alone where that tells both ends.
    private func lifeTime(_ clock: WorkloadClock) -> Int64 {
        max((ended(clock) ?? clock.wall).subtractingReportingOverflow(started(clock)).partialValue, 0)
    }

    func figure(_ order: WorkloadOrder, _ clock: WorkloadClock) -> Double {
        func sum(_ totals: WorkloadTotal...) -> Double? {
            let known = totals.compactMap(\.value)
            return known.isEmpty ? nil : known.reduce(0) { $0 + Double($1) }
        }
        let figure: Double? =
            switch order {
            case .recent: end == nil ? 1e15 + Double(workload.firstSeen) : Double(closed)
            case .cpu: workload.cpuSeconds
            case .bytes: sum(workload.bytesIn, workload.bytesOut)
            case .disk: sum(workload.bytesRead, workload.bytesWritten)
            case .memory: workload.memoryPeak.map { Double($0) }
            case .lifeTime: Double(lifeTime(clock))
            }
        return figure ?? -1
    }

    /// The text that a filter of this name is held against.
    func text(_ name: String) -> String? {
        switch name {
        case "state": end == nil ? "running" : "ended"
        case "end": end?.rawValue
        case "agent": workload.key.agent.description
        case "dataSource": workload.key.source.description
        case "host_name", "node": workload.node.isEmpty ? nil : workload.node
        case "vir_host_name": workload.hostName.isEmpty ? nil : workload.hostName
        case "vir_uuid": workload.uuid == 0 ? nil : uuidText(workload.uuid)
        case "exitCode": workload.exitCode.map { "\($0)" }
        default: WorkloadField(rawValue: name).flatMap { workload.labels[$0] }
        }
    }

    func passes(_ filter: MetricFilter) -> Bool {
        filter.allSatisfy { name, patterns in
            guard let text = text(name) else { return false }
            return patterns.contains { matches(text, pattern: $0) }
        }
    }

    func status(_ clock: WorkloadClock, _ rank: WorkloadRank) -> WorkloadStatus {
        WorkloadStatus(
            agent: workload.key.agent,
            dataSource: workload.key.source.description,
            node: text("node"),
            hostName: text("vir_host_name"),
            uuid: workload.uuid == 0 ? nil : workload.uuid,
            labels: workload.labels.all,
            end: end,
            exitCode: workload.exitCode,
            isComplete: workload.isComplete,
            started: started(clock),
            ended: ended(clock),
            lifeTime: lifeTime(clock),
            cpuSeconds: workload.cpuSeconds,
            memoryUsed: end == nil ? workload.memoryUsed : nil,
            memoryPeak: workload.memoryPeak,
            bytesIn: workload.bytesIn.value,
            bytesOut: workload.bytesOut.value,
            packetsIn: workload.packetsIn.value,
            packetsOut: workload.packetsOut.value,
            bytesRead: workload.bytesRead.value,
            bytesWritten: workload.bytesWritten.value,
            reads: workload.reads.value,
            writes: workload.writes.value,
            outOfMemoryKills: workload.outOfMemoryKills.value,
            age: max(clock.now - workload.lastSeen, 0),
            rank: rank
        )
    }
}
