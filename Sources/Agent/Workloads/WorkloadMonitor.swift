import NetTypes
import SFlow
import Workloads

/// Follows every container, pod and service of the node from its start to its end: joins what the kernel shows of its
/// control group with what its runtime tells, exports the first counters, answers polls, and exports the last ones.
///
/// It belongs to the agent's one thread.
package final class WorkloadMonitor {
    /// What a list says to be running, and the kernel does not show, is believed after this: a runtime that stood still lists
    /// what has ended meanwhile.
    static let unseenGrace = Duration.seconds(10)
    /// What is missing of a workload that has ended is waited for this long: its name, its exit code, its last counters.
    static let endGrace = Duration.seconds(2)
    /// An exit code that comes later than that is sent on its own, within this time.
    static let exitCodeGrace = Duration.seconds(60)
    /// A name is waited for this long before a workload is exported under its identifier.
    static let nameGrace = Duration.seconds(1)
    /// What was made and has not started is remembered for this long; its start tells its names again.
    static let createdPeriod = Duration.seconds(60)
    /// What is over is remembered for this long: a runtime's list may be older than the end of a workload that it has in it.
    static let listGrace = Duration.seconds(10)
    /// What is there when the agent starts is polled within the first second, spread; later ones are exported at once.
    static let startPeriod = Duration.seconds(2)
    /// Names are sent again with the first poll after this long: with each one that comes every half minute.
    static let labelInterval = Duration.seconds(29)
    /// Data-source indices that nobody uses any more are looked for this often.
    static let registryInterval = Duration.seconds(3600)
    /// Workloads that are followed at a time.
    static let maximumWorkloads = 20_000

    let groups: (any GroupMonitor)?
    let watchers: [any RuntimeWatcher]
    let adapters: (any AdapterReader)?
    let host: WorkloadHost
    /// The runtimes whose containers are called by the host name inside.
    let hostNamed: Set<Runtime>
    let log: Log
    let wallClock: () -> Int64
    var registry: DataSourceRegistry
    var workloads: [String: Workload] = [:]
    /// By the group's number.
    var groupOwners: [Int: String] = [:]
    var bySource: [DataSource: String] = [:]
    /// Of those in `bySource`, but for pods and what is in them.
    var names = SharedNames()
    /// Who counts the network of a namespace.
    var namespaceOwners: [NetworkNamespace: String] = [:]
    var waiting = Reminders()
    /// The runtimes that have listed what they have.
    var listed: Set<Runtime> = []
    /// How many workloads were not followed because there were too many, or no data source was left.
    private(set) var refused = 0
    /// Whether `dataSources` has changed since it was last set to false.
    package var sourcesChanged = false
    /// Those of them that have been exported already and need no early poll.
    var exported: Set<DataSource> = []
    let startedAt: MonotonicTime
    private var registryRefresh: MonotonicTime
    /// Of the last `advance`, or of the polls that followed it.
    var now: MonotonicTime
    /// What is to be sent; emptied by each `advance`.
    var outbox: [(DataSource, CounterSample)] = []

    package init(
        groups: (any GroupMonitor)?,
        watchers: [any RuntimeWatcher],
        adapters: (any AdapterReader)?,
        registry: DataSourceRegistry,
        host: WorkloadHost,
        hostNamed: Set<Runtime> = [],
        log: Log,
        now: MonotonicTime,
        wallClock: @escaping () -> Int64
    ) {
        self.groups = groups
        self.watchers = watchers
        self.adapters = adapters
        self.registry = registry
        self.host = host
        self.hostNamed = hostNamed
        self.log = log
        self.now = now
        self.wallClock = wallClock
        startedAt = now
        registryRefresh = now + Self.registryInterval
    }

    /// All are readable when `advance` has something to do.
    package var fileDescriptors: [Int32] {
        (groups.map { [$0.fileDescriptor] } ?? []) + watchers.map(\.fileDescriptor)
    }

    package var deadline: MonotonicTime? {
        (watchers.map(\.deadline) + [groups?.deadline, waiting.earliest, registryRefresh]).compactMap(\.self).min()
    }

    /// Whether every runtime that can be reached has told what it has.
    package var hasListed: Bool { watchers.allSatisfy { listed.contains($0.runtime) || !$0.isReachable } }

    /// The sources of all that is known, running or just ended: their samples go on being numbered.
    package var recentSources: [DataSource] { workloads.values.compactMap(\.source) }

    /// Containers and services that are running.
    package var runningCount: Int { bySource.values.count { workloads[$0]?.description?.kind != .pod } }

    /// Takes what happened. The kernel's side comes first: what it shows is gone a few milliseconds later.
    package func advance<Sink: CounterSampleSink>(_ now: MonotonicTime, into sink: inout Sink) {
        self.now = now
        groups?.advance(now) { take($0) }
        for watcher in watchers { watcher.advance(now) { take($0, of: watcher.runtime) } }
        lookAgain()
        if registryRefresh <= now { refreshRegistry() }
        for (source, sample) in outbox { sink.add(source, sample) }
        outbox.removeAll(keepingCapacity: true)
    }

    func refreshRegistrySoon() { registryRefresh = min(registryRefresh, now + .seconds(10)) }

    private func refreshRegistry() {
        registryRefresh = now + Self.registryInterval
        registry.refresh(now: wallClock())
    }

    /// Whether a workload of this runtime is to be followed.
    func isWatched(_ runtime: Runtime?) -> Bool {
        runtime == .systemd || watchers.contains { runtime == nil || $0.runtime.isRelated(to: runtime!) }
    }

    /// The workload of an identifier, new or known; `nil` when there are too many.
    func update(_ id: String, _ change: (inout Workload) -> Void) {
        if workloads[id] == nil {
            guard workloads.count < Self.maximumWorkloads else { return refuse(id) }
            workloads[id] = Workload(id: id, now: now, wallClock: wallClock())
            waiting[id] = now + Self.nameGrace
        }
        change(&workloads[id]!)
    }

    func refuse(_ id: String) {
        refused += 1
        log.log(
            .warning,
            every: .seconds(600),
            key: "workloads refused",
            "there is no room to follow \(id) (\(refused) so far)"
        )
    }
}

extension Runtime {
    /// Whether groups of `other` may be this runtime's: the names of groups do not tell the runtimes of Kubernetes apart.
    func isRelated(to other: Runtime) -> Bool {
        self == other || [self, other].allSatisfy { [.containerd, .crio].contains($0) }
    }
}
