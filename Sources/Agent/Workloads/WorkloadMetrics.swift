import NetTypes
import SFlow
import Workloads

/// The fields of the `rtmetric` sample that goes with a workload's counters; what is not known is left out.
enum WorkloadMetrics {
    static func names(of workload: Workload, _ description: WorkloadDescription) -> [RealTimeMetric] {
        var result: [RealTimeMetric] = []
        func add(_ field: WorkloadField, _ text: String?) {
            if let text, !text.isEmpty { result.append(RealTimeMetric(field.rawValue, .text(text))) }
        }
        add(.runtime, description.runtime.rawValue)
        add(.image, description.image)
        add(.addresses, description.addresses.map(\.description).joined(separator: " "))
        if let pod = description.pod {
            add(.podNamespace, pod.namespace)
            add(.podName, pod.name)
            add(.podUID, pod.uid)
            add(.podContainer, description.kind == .pod ? nil : description.name)
            add(.podOwner, podOwner(labels: description.labels, pod: pod.name))
        } else if description.kind == .service {
            add(.systemdService, serviceName(description.name))
        } else {
            add(.containerName, description.name)
            add(.swarmService, description.labels["com.docker.swarm.service.name"])
            add(.composeProject, description.labels["com.docker.compose.project"])
            add(.composeService, description.labels["com.docker.compose.service"])
        }
        result.append(RealTimeMetric(WorkloadField.started.rawValue, .gauge64(UInt64(clamping: workload.startedAt))))
        return result
    }

    static func counters(of workload: Workload, _ description: WorkloadDescription) -> [RealTimeMetric] {
        var result: [RealTimeMetric] = []
        func add(_ field: WorkloadField, _ value: RealTimeMetric.Value?) {
            if let value { result.append(RealTimeMetric(field.rawValue, value)) }
        }
        if case .ended = description.state {
            add(.ended, workload.endedAt.map { .gauge64(UInt64(clamping: $0)) })
            add(.exitCode, workload.exitCode.map { .gauge32(UInt32(bitPattern: $0)) })
            add(.isComplete, .gauge32(workload.hasFinalCounters ? 1 : 0))
        }
        guard description.kind != .pod else { return result }
        let counters = workload.counters
        add(.cpuTime, counters.cpu.map { .counter64($0) })
        add(.cpuLimit, counters.cpuLimit.map { .gaugeFloat(Float($0)) })
        add(.throttled, counters.throttled.map { .counter64($0) })
        add(.throttledPeriods, counters.throttledPeriods.map { .counter64($0) })
        add(.memoryCache, counters.memoryCache.map { .gauge64($0) })
        add(.memoryPeak, counters.memoryPeak.map { .gauge64($0) })
        add(.outOfMemoryKills, counters.outOfMemoryKills.map { .counter64($0) })
        add(.processes, counters.processes.map { .gauge32($0) })
        add(.threads, counters.threads.map { .gauge32($0) })
        add(.cpuPressure, counters.cpuPressure.map { .counter64($0) })
        add(.memoryPressure, counters.memoryPressure.map { .counter64($0) })
        add(.ioPressure, counters.ioPressure.map { .counter64($0) })
        return result
    }

    private static func serviceName(_ unit: String) -> String {
        unit.hasSuffix(".service") ? String(unit.dropLast(".service".count)) : unit
    }
}
