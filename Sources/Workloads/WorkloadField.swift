/// What an agent says of a workload beside the standard's structures: the metrics of a `rtmetric` sample (4300:1002) that is
/// named by the workload's data source, `3.100123`. Collectors that do not know them skip them or keep them as they are.
package enum WorkloadField: String, CaseIterable, Sendable {
    // Names
    case runtime = "vir_runtime"
    case image = "vir_image"
    case containerName = "docker_name"
    case swarmService = "swarm_name"
    case composeProject = "compose_project"
    case composeService = "compose_service"
    case systemdService = "systemd_service"
    case podNamespace = "k8s_namespace"
    case podName = "k8s_name"
    case podUID = "k8s_uid"
    case podContainer = "k8s_container"
    case podOwner = "k8s_owner"
    case addresses = "vir_addresses"
    // Life
    case started = "vir_started"
    case ended = "vir_ended"
    case exitCode = "vir_exit_code"
    case isComplete = "vir_complete"
    // Counters that no structure has
    case cpuTime = "vir_cpu_time"
    case cpuLimit = "vir_cpu_limit"
    case throttled = "vir_cpu_throttled"
    case throttledPeriods = "vir_cpu_throttled_periods"
    case memoryCache = "vir_mem_cache"
    case memoryPeak = "vir_mem_peak"
    case outOfMemoryKills = "vir_oom_kills"
    case processes = "vir_processes"
    case threads = "vir_threads"
    case cpuPressure = "vir_cpu_pressure"
    case memoryPressure = "vir_mem_pressure"
    case ioPressure = "vir_io_pressure"

    /// How its values are to be taken.
    package enum Kind: Sendable { case text, gauge, counter }

    package var kind: Kind { declaration.kind }
    /// Of the value on the wire; empty: a plain number or text.
    package var unit: String { declaration.unit }
    package var doc: String { declaration.doc }

    private var declaration: (kind: Kind, unit: String, doc: String) {
        switch self {
        case .runtime: (.text, "", "who runs it: docker, podman, containerd, crio, systemd")
        case .image: (.text, "", "the image as it was asked for")
        case .containerName: (.text, "", "the name of a container of Docker or podman that belongs to no pod")
        case .swarmService: (.text, "", "the Swarm service that it belongs to")
        case .composeProject: (.text, "", "the Compose project that it belongs to")
        case .composeService: (.text, "", "the service of that project")
        case .systemdService: (.text, "", "the unit's name without .service")
        case .podNamespace: (.text, "", "the pod's namespace")
        case .podName: (.text, "", "the pod's name")
        case .podUID: (.text, "", "the pod's UID")
        case .podContainer: (.text, "", "the container's name in the pod; a pod itself has none")
        case .podOwner: (.text, "", "what made the pod, as kind/name, where its labels tell")
        case .addresses: (.text, "", "its IP addresses, separated by spaces")
        case .started: (.gauge, "ms", "when it started, since 1970")
        case .ended: (.gauge, "ms", "when it ended, since 1970; only in its last sample")
        case .exitCode: (.gauge, "", "the exit code of its first process; only in its last sample")
        case .isComplete:
            (
                .gauge, "",
                "1: the last counters were read after its end; 0: before it, so that they lack its last moments"
            )
        case .cpuTime: (.counter, "ns", "processor time used")
        case .cpuLimit: (.gauge, "", "the processors that it may use at a time; without a limit there is none")
        case .throttled: (.counter, "ns", "time that it had to wait because its quota was used up")
        case .throttledPeriods: (.counter, "", "periods in which its quota was used up")
        case .memoryCache: (.gauge, "bytes", "page cache")
        case .memoryPeak: (.gauge, "bytes", "the most memory that it has used, page cache included")
        case .outOfMemoryKills: (.counter, "", "processes that the kernel ended for want of memory")
        case .processes: (.gauge, "", "processes")
        case .threads: (.gauge, "", "threads")
        case .cpuPressure: (.counter, "us", "time that some of its threads waited for a processor")
        case .memoryPressure: (.counter, "us", "time that some of its threads waited for memory")
        case .ioPressure: (.counter, "us", "time that some of its threads waited for storage")
        }
    }
}
