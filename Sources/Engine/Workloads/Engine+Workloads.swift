import NetTypes
import Topology

extension Engine {
    /// The workloads of the chosen agents that run and those that have ended, the first `limit` of the order.
    ///
    /// A filter's names are those of the labels, `vir_host_name`, `vir_uuid`, `host_name` (the node's), `agent`,
    /// `dataSource`, `state` (running, ended), `end` (ended, silent, restarted) and `exitCode`.
    package func workloads(
        _ selection: AgentSelection,
        _ filter: MetricFilter,
        order: WorkloadOrder,
        limit: Int
    ) -> [WorkloadStatus] {
        let clock = WorkloadClock(now: now / 1_000_000, wall: configuration.wallClock()), topology = resolvedTopology
        var all: [WorkloadStatus] = []
        forEachShard { shard in
            var choice = WorkloadChoice(selection, filter, order, limit, clock, topology)
            shard.workloads.forEach { choice.take($0, at: $1) }
            // Only what is answered is made, since the shard waits.
            for (place, rank) in choice.sorted() {
                all.append(shard.workloads.view(place).status(clock, rank))
            }
        }
        return Array(all.sorted { $0.rank.precedes($1.rank) }.prefix(limit))
    }
}

/// Which of a shard's workloads are answered, by their places.
private struct WorkloadChoice {
    private let names: Set<String>?
    /// Of the topology all agents are meant; workloads are no ports of its edge or core.
    private let takesTopology: Bool
    private let topology: ResolvedTopology
    private let filter: MetricFilter
    private let order: WorkloadOrder
    private let limit: Int
    private let clock: WorkloadClock
    /// All that precede the last one of when they were cut, or all.
    private var chosen: [(place: WorkloadPlace, rank: WorkloadRank)] = []
    /// Whether an agent's address is named.
    private var isNamed: [IPAddress: Bool] = [:]
    private var last: WorkloadRank?

    init(
        _ selection: AgentSelection,
        _ filter: MetricFilter,
        _ order: WorkloadOrder,
        _ limit: Int,
        _ clock: WorkloadClock,
        _ topology: ResolvedTopology
    ) {
        if case .named(let names, let parts) = selection {
            self.names = names
            takesTopology = parts.contains(.topology)
        } else {
            names = nil
            takesTopology = false
        }
        self.topology = topology
        (self.filter, self.order, self.limit, self.clock) = (filter, order, limit, clock)
    }

    mutating func take(_ view: WorkloadView, at place: WorkloadPlace) {
        guard isSelected(view.workload), view.passes(filter) else { return }
        let rank = WorkloadRank(figure: view.figure(order, clock), source: view.workload.key)
        if let last, !rank.precedes(last) { return }
        chosen.append((place, rank))
        if chosen.count >= 2 * limit + 1000 {
            chosen = Array(sorted())
            last = chosen.last?.rank
        }
    }

    private mutating func isSelected(_ workload: Workload) -> Bool {
        guard let names else { return true }
        if names.contains(workload.node) { return true }
        let address = workload.key.agent
        if let known = isNamed[address] { return known }
        let isNamed = names.contains(address.description) || takesTopology && topology.has(address)
        self.isNamed[address] = isNamed
        return isNamed
    }

    func sorted() -> ArraySlice<(place: WorkloadPlace, rank: WorkloadRank)> {
        chosen.sorted { $0.rank.precedes($1.rank) }.prefix(limit)
    }
}

/// Where a shard has a workload.
enum WorkloadPlace {
    case running(Int)
    case ended(Int)
}

extension WorkloadLedger {
    func forEach(_ body: (WorkloadView, WorkloadPlace) -> Void) {
        for (number, workload) in running.enumerated() {
            if let workload { body(WorkloadView(workload), .running(number)) }
        }
        ended.forEach { body(WorkloadView($1), .ended($0)) }
    }

    func view(_ place: WorkloadPlace) -> WorkloadView {
        switch place {
        case .running(let number): WorkloadView(self[number])
        case .ended(let number): WorkloadView(ended[number])
        }
    }
}
