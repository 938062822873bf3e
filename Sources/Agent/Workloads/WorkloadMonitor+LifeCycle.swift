import NetTypes
import SFlow
import Workloads

extension WorkloadMonitor {
    /// Makes a workload live where it runs and has a name.
    func begin(_ id: String) {
        guard let workload = workloads[id], workload.phase == .appearing, workload.isRunning,
            workload.description != nil
        else { return }
        let confirmation = workload.since + confirmationTime(workload)
        guard confirmation <= now else { return waiting[id] = confirmation }
        guard let source = dataSource(of: id) else { return }
        workloads[id]?.enter(.live, now)
        waiting[id] = nil
        hold(source, id)
        guard now - startedAt > Self.startPeriod else { return }
        exported.insert(source)
        export(id)
    }

    /// How long the kernel is waited for to show a workload that its runtime says to be running.
    private func confirmationTime(_ workload: Workload) -> Duration {
        if groups == nil || workload.group != nil || workload.processID != nil { return .zero }
        return workload.startWasSeen ? Self.nameGrace : Self.unseenGrace
    }

    /// Sends the final sample of a workload that has ended once nothing is missing any more.
    func finish(_ id: String) {
        guard let workload = workloads[id], workload.phase == .ending else { return }
        let hasCounters = workload.hasFinalCounters || workload.group == nil
        guard hasCounters, workload.endIsTold, workload.description != nil else {
            waiting[id] = workload.since + Self.endGrace
            return
        }
        end(id)
    }

    /// Sends the final sample with what is known, then nothing more.
    func end(_ id: String) {
        guard var workload = workloads[id], workload.phase != .over else { return }
        if let group = workload.group {
            // It is still there: its counters are the last that can be had.
            if let counters = try? groups?.read(group) { workload.counters = counters }
            groupOwners[group] = nil
            workload.group = nil
        }
        if workload.description == nil { workload.description = anonymous(workload) }
        if workload.endedAt == nil { workload.endedAt = wallClock() }
        workload.description?.state = .ended(exitCode: workload.exitCode)
        workload.labelsSent = nil
        workloads[id] = workload
        if workload.description != nil, let source = dataSource(of: id) {
            export(id)
            release(source, of: id)
        }
        releaseNetwork(id)
        workloads[id]?.enter(.over, now)
        waiting[id] = now + (workload.endIsTold ? Self.listGrace : Self.exitCodeGrace)
    }

    private func release(_ source: DataSource, of id: String) {
        names.set(id, nil)
        guard bySource[source] == id else { return }
        bySource[source] = nil
        exported.remove(source)
        sourcesChanged = true
    }

    /// A workload that its runtime does not describe is known by its identifier.
    private func anonymous(_ workload: Workload) -> WorkloadDescription? {
        guard let runtime = workload.groupRuntime else { return nil }
        var description = WorkloadDescription(id: workload.id, kind: .container, runtime: runtime)
        description.name = workload.id
        description.state = .running
        return description
    }

    /// Looks at the workloads whose time has come.
    func lookAgain() {
        for id in waiting.takeDue(now) { lookAgain(id) }
    }

    private func lookAgain(_ id: String) {
        guard let workload = workloads[id] else { return }
        switch workload.phase {
        case .appearing:
            if workload.isRunning, workload.description != nil || workload.groupRuntime != nil {
                workloads[id]?.description = workload.description ?? anonymous(workload)
                begin(id)
            } else if workload.group == nil, now - workload.since > Self.createdPeriod {
                forget(id)
            } else {
                waiting[id] = now + Self.listGrace
                if workload.description == nil { ask(id) }
            }
        case .live: break
        case .ending: end(id)
        case .over: forget(id)
        }
    }

    func forget(_ id: String) {
        guard let workload = workloads.removeValue(forKey: id) else { return }
        waiting[id] = nil
        if let group = workload.group { groupOwners[group] = nil }
        guard let uuid = workload.uuid else { return }
        // A pod whose sandbox was made anew has its data source still.
        let mayBeShared = workload.description?.kind == .pod
        if !mayBeShared || !workloads.values.contains(where: { $0.uuid == uuid }) { registry.release(uuid) }
    }

    /// The data source of a workload, assigned where it has none; `nil` when all are in use.
    func dataSource(of id: String) -> DataSource? {
        guard let workload = workloads[id] else { return nil }
        if let source = workload.source { return source }
        guard let uuid = uuid(of: workload), let index = registry.index(for: uuid, now: wallClock()) else {
            refuse(id)
            return nil
        }
        if registry.isUnsaved { refreshRegistrySoon() }
        let source = DataSource(sourceClass: 3, index: index)
        workloads[id]?.source = source
        workloads[id]?.uuid = uuid
        return source
    }

    /// What was sent under its identifier may turn out to be a pod, which has another UUID and data source.
    func checkIdentity(_ id: String) {
        guard let workload = workloads[id], let old = workload.uuid, let source = workload.source,
            old != uuid(of: workload)
        else { return }
        release(source, of: id)
        registry.release(old)
        workloads[id]?.source = nil
        workloads[id]?.uuid = nil
        if workload.phase == .live, let source = dataSource(of: id) { hold(source, id) }
    }

    private func hold(_ source: DataSource, _ id: String) {
        bySource[source] = id
        sourcesChanged = true
        noteName(id)
    }

    /// To be called when the name of a workload that is live may have changed.
    func noteName(_ id: String) {
        guard let description = workloads[id]?.description else { return }
        names.set(id, description.pod == nil ? description.name : nil)
    }
}
