import NetTypes

extension WorkloadMonitor {
    /// What a runtime tells.
    func take(_ event: RuntimeEvent, of runtime: Runtime) {
        switch event {
        case .listed(let all): reconcile(all, runtime)
        case .described(let description): describe(description.inItsPod)
        case .unknown(let id): unknown(id)
        case .started(let id, let at): started(id, at)
        case .paused(let id): set(id, .paused)
        case .resumed(let id): set(id, .running)
        case .outOfMemory(let id): workloads[id]?.wasOutOfMemory = true
        case .ended(let id, let code, let at): ended(id, code, at)
        case .removed(let id): removed(id)
        }
    }

    /// What runs and is known to none of the runtimes belongs to one that is not followed. What has ended may have been
    /// removed before the question came.
    private func unknown(_ id: String) {
        workloads[id]?.openQuestions -= 1
        guard let workload = workloads[id], workload.description == nil, workload.group != nil,
            workload.openQuestions <= 0
        else { return }
        forget(id)
    }

    private func describe(_ new: WorkloadDescription) {
        let old = workloads[new.id]?.description
        if case .ended(let code) = new.state { return describeEnded(new, code) }
        // What is over begins again by an event, or by the kernel.
        guard workloads[new.id]?.phase != .over else { return }
        update(new.id) { $0.take(new) }
        checkIdentity(new.id)
        guard let workload = workloads[new.id] else { return }
        if workload.group == nil, let processID = new.processID { groups?.adopt(processID: processID, id: new.id) }
        if workload.phase == .live, let old, old.differs(from: new) {
            noteName(new.id)
            if old.network != new.network || old.hardwareAddresses != new.hardwareAddresses {
                workloads[new.id]?.adapterAttempts = Workload.maximumAdapterAttempts
            }
            workloads[new.id]?.labelsSent = nil
            export(new.id)
        }
        begin(new.id)
        finish(new.id)
    }

    /// An ended workload counts only where its end, or its life, was seen.
    private func describeEnded(_ new: WorkloadDescription, _ code: Int32?) {
        guard let workload = workloads[new.id] else { return }
        // The end of the run before the one that the kernel shows.
        if workload.group != nil, workload.phase != .ending, let at = new.endedAt, at < workload.startedAt { return }
        if workload.phase != .over {
            workloads[new.id]?.take(new)
            checkIdentity(new.id)
        }
        ended(new.id, code, new.endedAt)
    }

    /// Whether a start that a runtime tells of is one after the end of the workload. The start of the run that is over may come
    /// late: the runtime has told of its end then neither.
    private func isAnother(_ startedAt: Int64?, than workload: Workload) -> Bool {
        guard workload.endIsConfirmed else { return false }
        return startedAt.map { $0 >= workload.endedAt ?? 0 } ?? true
    }

    private func started(_ id: String, _ at: Int64?) {
        if let workload = workloads[id], workload.phase == .over {
            guard isAnother(at, than: workload) else { return }
            workloads[id]?.restart(now, wallClock: at ?? wallClock())
            waiting[id] = now + Self.nameGrace
        }
        update(id) { workload in
            if let at { workload.started(at: at) }
            workload.startWasSeen = true
            if workload.description?.state == .created { workload.description?.state = .running }
        }
        if workloads[id]?.description == nil { ask(id) }
        begin(id)
    }

    private func set(_ id: String, _ state: WorkloadDescription.State) {
        guard workloads[id]?.phase == .live, workloads[id]?.description?.state != state else { return }
        workloads[id]?.description?.state = state
        export(id)
    }

    private func ended(_ id: String, _ code: Int32?, _ at: Int64?) {
        guard let workload = workloads[id] else { return }
        if workload.phase == .over { return add(code, to: workload) }
        if workload.hasNeverRun { return forget(id) }
        // The end of the run before this one.
        if let at, at < workload.startedAt, workload.phase != .ending { return }
        workloads[id]?.endIsConfirmed = true
        workloads[id]?.exitCode = code ?? workload.exitCode
        // The kernel shows it earlier than a runtime that is busy notices it.
        if let at { workloads[id]?.endedAt = min(at, workload.endedAt ?? at) }
        if workload.phase != .ending { workloads[id]?.enter(.ending, now) }
        finish(id)
    }

    /// An exit code that comes after the final sample follows it, without counters.
    private func add(_ code: Int32?, to workload: Workload) {
        guard let code, workload.exitCode == nil, !workload.endIsConfirmed else { return }
        workloads[workload.id]?.exitCode = code
        workloads[workload.id]?.endIsConfirmed = true
        sendMetrics(workload.id)
    }

    private func removed(_ id: String) {
        guard let workload = workloads[id] else { return }
        if workload.phase == .over || workload.hasNeverRun {
            forget(id)
        } else {
            ended(id, nil, nil)
        }
    }

    /// Brings what is known into line with a runtime's list: what is new is taken, what is not in it has ended unless the
    /// kernel still shows it.
    private func reconcile(_ all: [WorkloadDescription], _ runtime: Runtime) {
        listed.insert(runtime)
        for description in all { describe(description.inItsPod) }
        let ids = Set(all.map(\.id))
        for (id, workload) in workloads where workload.description?.runtime == runtime && !ids.contains(id) {
            // What is over is remembered for its time: events that the runtime had no time to send may follow its list.
            guard workload.phase != .over, workload.group == nil, !workload.hasNeverRun,
                now - workload.since > Self.nameGrace
            else { continue }
            ended(id, nil, nil)
        }
    }
}

extension Workload {
    /// Takes what the runtime tells now; what it leaves out stays as it was told before.
    fileprivate mutating func take(_ new: WorkloadDescription) {
        var new = new
        if let old = description {
            if new.image.isEmpty { new.image = old.image }
            if new.hostName.isEmpty { new.hostName = old.hostName }
            if new.labels.isEmpty { new.labels = old.labels }
            if new.gpus.isEmpty { new.gpus = old.gpus }
            if new.hardwareAddresses.isEmpty, new.network == old.network {
                new.hardwareAddresses = old.hardwareAddresses
            }
            if new.addresses.isEmpty, new.network == old.network { new.addresses = old.addresses }
            if new.pod == nil { new.pod = old.pod }
            if new.podID == nil { new.podID = old.podID }
            if new.state == .created, old.state == .running || old.state == .paused { new.state = old.state }
        }
        description = new
        if let startedAt = new.startedAt { started(at: startedAt) }
    }
}

extension WorkloadDescription {
    /// Whether what is sent of it differs.
    fileprivate func differs(from new: WorkloadDescription) -> Bool {
        var (old, new) = (self, new)
        for path in [\WorkloadDescription.startedAt, \.endedAt] {
            (old[keyPath: path], new[keyPath: path]) = (nil, nil)
        }
        (old.processID, new.processID) = (nil, nil)
        return old != new
    }

    /// A container that Docker runs for Kubernetes, as the runtimes of Kubernetes describe it.
    fileprivate var inItsPod: WorkloadDescription {
        guard pod == nil, let name = labels["io.kubernetes.pod.name"],
            let namespace = labels["io.kubernetes.pod.namespace"]
        else { return self }
        var result = self
        result.pod = PodName(namespace: namespace, name: name, uid: labels["io.kubernetes.pod.uid"] ?? "")
        if labels["io.kubernetes.docker.type"] == "podsandbox" {
            result.kind = .pod
            result.name = name
        } else {
            result.podID = labels["io.kubernetes.sandbox.id"]
            result.name = labels["io.kubernetes.container.name"] ?? self.name
            if let podID = result.podID { result.network = .shared(with: podID) }
        }
        return result
    }
}
