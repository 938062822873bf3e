import NetTypes
import Workloads

/// The workloads of a shard: those that run, by number, and those that have ended.
struct WorkloadLedger: Sendable {
    private(set) var running: [Workload?] = []
    private var free: [Int] = []
    private(set) var ended: EndedWorkloads

    init(_ configuration: EngineConfiguration) {
        ended = EndedWorkloads(
            capacity: configuration.maximumEndedWorkloads / configuration.shards,
            kept: configuration.endedWorkloadsKept
        )
    }

    var runningCount: Int { running.count - free.count }

    subscript(number: Int) -> Workload {
        get { running[number]! }
        _modify { yield &running[number]! }
    }

    /// Whether a data source's latest run has ended, so that its reports are to be looked at before they are believed.
    func hasEnded(_ key: WorkloadKey) -> Bool { ended.number(of: key) != nil }

    /// Takes a report of a data source whose latest run has ended. True where it is of another run; what belongs to the
    /// one that has ended is added to it.
    mutating func beginsAnew(_ key: WorkloadKey, _ report: WorkloadReport) -> Bool {
        guard let number = ended.number(of: key) else { return true }
        switch ended[number].judge(report) {
        case .isNothing: return false
        case .belongs:
            ended[number].add(report)
            return false
        case .begins: return true
        }
    }

    /// Begins a run, or goes on with one that was only silent; returns its number.
    mutating func begin(_ key: WorkloadKey, _ report: WorkloadReport) -> Int {
        var workload = Workload(key, report)
        if let number = ended.number(of: key), ended[number].goesOn(with: report) {
            workload = ended.remove(number).workload
        }
        let number = free.popLast() ?? running.count
        if number == running.count { running.append(workload) } else { running[number] = workload }
        return number
    }

    /// Ends a run. `now` is in milliseconds.
    mutating func end(_ number: Int, _ reason: WorkloadEnd, now: Int64) {
        let workload = running[number]!
        running[number] = nil
        free.append(number)
        ended.append(EndedWorkload(workload: workload, reason: reason, closed: now, heard: now))
    }

    mutating func expire(now: Int64) { ended.expire(now: now) }
}

extension EndedWorkload {
    /// Adds what came after the end.
    mutating func add(_ report: WorkloadReport) {
        workload.update(report)
        heard = max(heard, report.now)
        if !report.hostName.isEmpty { workload.hostName = report.hostName }
        if !report.labels.isEmpty {
            workload.labels = (workload.hasDerivedLabels ? WorkloadLabels() : workload.labels).updated(
                with: report.labels
            )
            workload.hasDerivedLabels = false
        } else if workload.labels.isEmpty, !workload.hostName.isEmpty {
            workload.labels = WorkloadLabels(report.derivedLabels)
            workload.hasDerivedLabels = true
        }
    }
}

extension WorkloadReport {
    /// What its host name says of it. A Java virtual machine has a name of its own and is no container.
    var derivedLabels: [WorkloadLabel] {
        CollectorNameParser.labels(of: hostName).filter { !isJVM || $0.field != .containerName }
    }
}
