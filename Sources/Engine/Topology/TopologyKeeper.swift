import NetTypes
import Synchronization
import Topology

/// The topology that was set, and what the agents make of it.
///
/// A topology of many links takes a while to resolve. Whoever reads gets the snapshot before meanwhile, and an ingest thread whose
/// agents have new names leaves it to the one who resolves already to do so again.
final class TopologyKeeper: Sendable {
    /// What is known at a moment.
    struct Snapshot: Sendable {
        var topology = Topology()
        /// How often a topology has been set.
        var version = 0
        var resolved = ResolvedTopology()
    }

    let names: NameBook
    private let latest = Mutex(Snapshot())
    /// Held by the one who resolves.
    private let turn = Mutex(())
    /// How often names have changed.
    private let changes = Atomic<UInt64>(0)
    /// They have since they were last looked at, and it matters.
    private let isStale = Atomic(false)

    init(names: NameBook) { self.names = names }

    var snapshot: Snapshot { latest.withLock { $0 } }

    func set(_ topology: Topology) {
        turn.withLock { _ in
            isStale.store(false, ordering: .sequentiallyConsistent)
            _ = resolve(topology, version: snapshot.version + 1)
        }
        _ = refreshStale()
    }

    /// Takes what agents are called now; false: the topology is as it was.
    func take(_ change: NameChange, shard: Int) -> Bool {
        names.take(change, shard: shard)
        changes.add(1, ordering: .sequentiallyConsistent)
        guard concerns(change) else { return false }
        isStale.store(true, ordering: .sequentiallyConsistent)
        return refreshStale()
    }

    private func concerns(_ change: NameChange) -> Bool {
        let resolved = snapshot.resolved
        if change.live != nil { return true }
        return change.agents.contains { agent, names in
            resolved.has(agent) || names.host.map(resolved.looksFor) ?? false
        }
    }

    /// Who cannot have its turn need not wait for it: the one whose turn it is looks again when it is over.
    private func refreshStale() -> Bool {
        var isNew = false
        while isStale.load(ordering: .sequentiallyConsistent) {
            guard let result = turn.withLockIfAvailable({ _ in refresh() }) else { break }
            isNew = isNew || result
        }
        return isNew
    }

    private func refresh() -> Bool {
        isStale.store(false, ordering: .sequentiallyConsistent)
        let latest = snapshot
        return resolve(latest.topology, version: latest.version)
    }

    /// False: nothing has changed by it.
    private func resolve(_ topology: Topology, version: Int) -> Bool {
        let before = snapshot, count = changes.load(ordering: .sequentiallyConsistent)
        let new = Snapshot(topology: topology, version: version, resolved: resolved(topology))
        let isNew = before.version != version || before.resolved != new.resolved
        if isNew { publish(new) }
        // Names that came meanwhile were held against the snapshot before, which may not have been concerned by them.
        if changes.load(ordering: .sequentiallyConsistent) != count {
            isStale.store(true, ordering: .sequentiallyConsistent)
        }
        return isNew
    }

    private func resolved(_ topology: Topology) -> ResolvedTopology {
        guard !topology.isEmpty else { return ResolvedTopology() }
        let agents = names.agentsByHost(), names = names
        return ResolvedTopology(topology, agentNamed: { agents[$0] }, interfaces: { names.interfaces(of: $0) })
    }

    /// What was there is freed after the mutex is.
    private func publish(_ snapshot: Snapshot) {
        _ = latest.withLock { latest in
            defer { latest = snapshot }
            return latest
        }
    }
}
