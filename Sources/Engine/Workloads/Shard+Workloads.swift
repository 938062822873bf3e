import MetricStore
import NetTypes
import SFlow
import Workloads
import XDR

extension Shard {
    /// Bit n: field n of `WorkloadField` says who a workload is, so that nothing is to be derived from its host name.
    private static let identity: UInt64 = [
        WorkloadField.runtime, .containerName, .swarmService, .systemdService, .podNamespace, .podName, .podContainer,
    ].reduce(0) { $0 | 1 << UInt64(WorkloadLabels.fields.firstIndex(of: $1)!) }

    private func key(_ source: DataSource, _ context: DatagramContext) -> WorkloadKey {
        let agent = agents.states[context.agent]!
        return WorkloadKey(agent: agent.address, subAgent: agent.subAgent, source: source)
    }

    /// Whether the latest run of a data source has ended and no other has begun: what comes is to be looked at first.
    func isOver(_ source: DataSource, _ context: DatagramContext) -> Bool {
        if let number = metrics.known(agent: context.agent, source), sources[number].workload != nil { return false }
        return workloads.hasEnded(key(source, context))
    }

    /// True where a report that comes after the end of a run is of another one.
    mutating func beginsAnew(_ source: DataSource, _ report: WorkloadReport, _ context: DatagramContext) -> Bool {
        workloads.beginsAnew(key(source, context), report)
    }

    /// Follows a workload through a report that has gone into the metrics of its data source; true: it has ended with it.
    mutating func follow(
        _ report: WorkloadReport,
        of number: Int,
        hasNewText: Bool = false,
        _ context: DatagramContext
    ) -> Bool {
        guard let workload = workload(report, of: number, context) else { return false }
        workloads[workload].update(report)
        if workloads[workload].node.isEmpty { workloads[workload].node = nodeName(context.agent) }
        name(workload, report, of: number, hasNewText: hasNewText)
        return report.isEnd
    }

    /// The number of the run that a report is of; `nil` where it is of none that runs.
    private mutating func workload(_ report: WorkloadReport, of number: Int, _ context: DatagramContext) -> Int? {
        if let workload = sources[number].workload {
            switch workloads[workload].judge(report) {
            case .goesOn: return workload
            case .isStale: return nil
            case .beganAnew: end(number, .restarted, now: report.now)
            }
        }
        let workload = workloads.begin(key(metrics.sources[number]!.source, context), report)
        sources[number].workload = workload
        return workload
    }

    /// Ends the run of a data source, if it has one.
    mutating func end(_ number: Int, _ reason: WorkloadEnd, now: Int64) {
        guard let workload = sources[number].workload else { return }
        workloads.end(workload, reason, now: now)
        sources[number].workload = nil
    }

    private func nodeName(_ agent: Int) -> String {
        metrics.known(agent: agent, .host).flatMap { metrics.sources[$0] }.flatMap { hostName(of: $0) } ?? ""
    }
}

extension Shard {
    /// Keeps the names of a workload: those that its agent sends, or else those that its host name stands for.
    private mutating func name(_ workload: Int, _ report: WorkloadReport, of number: Int, hasNewText: Bool) {
        let isTold = metrics.sources[number]!.reserved & Self.identity != 0
        let isRenamed = !report.hostName.isEmpty && report.hostName != workloads[workload].hostName
        if isRenamed { workloads[workload].hostName = report.hostName }
        if isTold {
            if !metrics.sources[number]!.labels.isEmpty { metrics.setLabels(of: number, []) }
        } else if isRenamed || metrics.sources[number]!.labels.isEmpty, !report.hostName.isEmpty {
            derive(workload, report.derivedLabels, of: number)
        }
        if hasNewText { keepLabels(workload, of: number) }
    }

    private mutating func derive(_ workload: Int, _ labels: [WorkloadLabel], of number: Int) {
        metrics.setLabels(
            of: number,
            labels.map { (WorkloadLabels.fields.firstIndex(of: $0.field)!, $0.text) }
        )
        guard workloads[workload].labels.isEmpty || workloads[workload].hasDerivedLabels else { return }
        workloads[workload].labels = WorkloadLabels(labels)
        workloads[workload].hasDerivedLabels = true
    }

    /// Keeps the labels that the agent sent, which outlive their metrics.
    private mutating func keepLabels(_ workload: Int, of number: Int) {
        let sent = metrics.sources[number]!.custom.compactMap { metric -> WorkloadLabel? in
            guard metric.name < metrics.names.reservedCount, case .text(let text)? = metric.value else { return nil }
            return WorkloadLabel(WorkloadLabels.fields[Int(metric.name)], text)
        }
        let known = workloads[workload].hasDerivedLabels ? WorkloadLabels() : workloads[workload].labels
        workloads[workload].labels = known.updated(with: sent)
        workloads[workload].hasDerivedLabels = false
    }
}
