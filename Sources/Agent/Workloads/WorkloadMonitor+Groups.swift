import NetTypes

extension WorkloadMonitor {
    /// What the kernel shows.
    func take(_ event: GroupEvent) {
        switch event {
        case .appeared(let group, let name): appeared(group, name)
        case .running(let group, let processID):
            guard let id = groupOwners[group] else { return }
            workloads[id]?.seenRunning(processID, wallClock: wallClock())
            begin(id)
        case .ended(let group, let counters, let isComplete):
            guard let id = groupOwners.removeValue(forKey: group) else { return }
            ended(id, counters, isComplete)
        }
    }

    private func appeared(_ group: Int, _ name: GroupName) {
        guard isWatched(name.runtime) else { return }
        if let phase = workloads[name.id]?.phase, phase != .appearing || workloads[name.id]?.group != nil {
            startAnew(name.id)
        }
        update(name.id) { workload in
            workload.group = group
            workload.groupRuntime = name.runtime
            workload.podUID = name.podUID
            if name.runtime == .systemd { workload.description = .service(name.id) }
        }
        guard let workload = workloads[name.id] else { return }
        groupOwners[group] = name.id
        if workload.description == nil { ask(name.id) } else { begin(name.id) }
    }

    /// Another run of a workload that is known. The run before is sent as far as it is known.
    private func startAnew(_ id: String) {
        guard let workload = workloads[id] else { return }
        if workload.phase == .live, workload.group == nil {
            // It was known from its runtime only.
            return
        }
        if workload.phase != .over { end(id) }
        workloads[id]?.restart(now, wallClock: wallClock())
        waiting[id] = now + Self.nameGrace
    }

    private func ended(_ id: String, _ counters: GroupCounters, _ isComplete: Bool) {
        guard var workload = workloads[id] else { return }
        let known = workload.counters
        workload.counters = isComplete || known.cpu ?? 0 <= counters.cpu ?? 0 ? counters : known
        if workload.counters.namespace == nil { workload.counters.namespace = known.namespace }
        if workload.counters.network == nil { workload.counters.network = known.network }
        workload.hasFinalCounters = isComplete
        workload.group = nil
        workload.endedAt = wallClock()
        if workload.phase != .ending { workload.enter(.ending, now) }
        workloads[id] = workload
        finish(id)
    }

    /// Asks the runtimes that may know a workload what it is.
    func ask(_ id: String) {
        let runtime = workloads[id]?.groupRuntime
        let asked = watchers.filter { runtime.map($0.runtime.isRelated) ?? true }
        workloads[id]?.openQuestions = asked.count
        for watcher in asked { watcher.describe(id) }
    }
}

extension WorkloadDescription {
    /// A service of systemd, of which nothing but the name of its unit is known.
    fileprivate static func service(_ unit: String) -> WorkloadDescription {
        var description = WorkloadDescription(id: unit, kind: .service, runtime: .systemd)
        description.name = unit
        description.state = .running
        description.network = .host
        return description
    }
}
