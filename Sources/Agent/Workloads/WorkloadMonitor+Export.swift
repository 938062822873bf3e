import NetTypes
import SFlow
import Workloads

extension WorkloadMonitor: CounterPoller {
    package var dataSources: [DataSource] { Array(bySource.keys) }

    package func poll(_ source: DataSource, into sample: inout CounterSample) throws(PollError) {
        guard let id = bySource[source] else { throw .noData }
        refresh(id)
        write(id, into: &sample)
    }

    /// Whether a source is new and has been exported already, so that its first poll can wait an interval.
    package func takeIsExported(_ source: DataSource) -> Bool { exported.remove(source) != nil }

    /// Reads the counters of a workload now and sends them.
    func export(_ id: String) {
        guard let source = workloads[id]?.source else { return }
        refresh(id)
        var sample = CounterSample()
        write(id, into: &sample)
        outbox.append((source, sample))
    }

    /// Sends what no structure has, alone.
    func sendMetrics(_ id: String) {
        guard let workload = workloads[id], let description = workload.description, let source = workload.source
        else { return }
        var sample = CounterSample()
        sample.metrics = metrics(workload, description, source)
        outbox.append((source, sample))
    }

    private func refresh(_ id: String) {
        guard var workload = workloads[id] else { return }
        if let group = workload.group, let counters = try? groups?.read(group) { workload.counters = counters }
        readAdapters(&workload)
        workloads[id] = workload
        claimNetwork(id)
    }

    private func readAdapters(_ workload: inout Workload) {
        guard workload.adapterAttempts > 0, let description = workload.description, workload.hasNetworkOfItsOwn
        else { return }
        workload.adapterAttempts -= 1
        if workload.phase == .live, let processID = workload.processID ?? description.processID,
            let adapters = adapters?.adapters(ofProcess: processID), !adapters.isEmpty
        {
            workload.adapters = complete(adapters, with: description.hardwareAddresses)
            workload.adapterAttempts = 0
        } else if workload.adapters.isEmpty {
            workload.adapters = complete([], with: description.hardwareAddresses)
        }
    }

    /// A network namespace counts once: for the pod, or for the container that made it, or for the first one in it.
    private func claimNetwork(_ id: String) {
        guard let workload = workloads[id] else { return }
        let namespace = workload.countableNamespace
        if workload.claimedNamespace != namespace { releaseNetwork(id) }
        guard let namespace, mayCount(workload, namespace) else { return }
        namespaceOwners[namespace] = id
        workloads[id]?.claimedNamespace = namespace
    }

    private func mayCount(_ workload: Workload, _ namespace: NetworkNamespace) -> Bool {
        guard let owner = namespaceOwners[namespace], owner != workload.id else { return true }
        return workload.hasNetworkOfItsOwn && workloads[owner]?.hasNetworkOfItsOwn != true
    }

    /// The network of a workload is left to others.
    func releaseNetwork(_ id: String) {
        guard let namespace = workloads[id]?.claimedNamespace else { return }
        if namespaceOwners[namespace] == id { namespaceOwners[namespace] = nil }
        workloads[id]?.claimedNamespace = nil
    }

    private func countsNetwork(_ workload: Workload) -> Bool {
        workload.counters.namespace.map { namespaceOwners[$0] == workload.id } ?? false
    }
}

extension Workload {
    /// What is in a pod and not told to be the pod may be any of its containers.
    private var isInPod: Bool {
        guard let description else { return false }
        return description.kind != .pod && (description.podID != nil || podUID != nil)
    }

    fileprivate var hasNetworkOfItsOwn: Bool {
        guard let description else { return false }
        return description.network == .own && !isInPod && description.kind != .service
    }

    /// The namespace whose network is this workload's to count if it is nobody else's.
    fileprivate var countableNamespace: NetworkNamespace? {
        guard let description, !isInPod, description.kind != .service, counters.namespace != .host else { return nil }
        return counters.namespace
    }
}

extension WorkloadMonitor {
    private func write(_ id: String, into sample: inout CounterSample) {
        guard let workload = workloads[id], let description = workload.description, let source = workload.source
        else { return }
        sample.append(hostDescription(workload, description))
        if description.podID == nil { sample.append(HostAdapters(workload.adapters)) }
        sample.append(HostParent(parent(of: description)))
        if description.kind != .pod {
            sample.append(VirtualCPU(workload.counters, description.state, workload.wasOutOfMemory, host.processors))
            sample.append(VirtualMemory(workload.counters))
            if let disk = VirtualDiskIO(workload.counters) { sample.append(disk) }
        }
        if countsNetwork(workload), let network = workload.counters.network { sample.append(VirtualNetIO(network)) }
        sample.metrics = metrics(workload, description, source)
    }

    private func hostDescription(_ workload: Workload, _ description: WorkloadDescription) -> HostDescription {
        var record = HostDescription()
        record.hostname = hostName(workload, description)
        record.uuid = workload.uuid ?? 0
        record.machineType = host.machineType
        record.osName = host.osName
        record.osRelease = host.osRelease
        return record
    }

    private func hostName(_ workload: Workload, _ description: WorkloadDescription) -> String {
        if let pod = description.pod {
            return CollectorName.kubernetes(
                container: description.kind == .pod ? "" : description.name,
                pod: pod.name,
                namespace: pod.namespace,
                uid: pod.uid,
                attempt: description.attempt
            )
        }
        if hostNamed.contains(description.runtime), !description.hostName.isEmpty {
            return CollectorName.plain(description.hostName, id: workload.id)
        }
        let isShared = watchers.count > 1 && names.isShared(description.name, besides: workload.id)
        return CollectorName.plain(description.name, id: workload.id, isShared: isShared)
    }

    private func parent(of description: WorkloadDescription) -> DataSource {
        guard let podID = description.podID, let pod = workloads[podID], let source = pod.source else { return .host }
        return source
    }

    func uuid(of workload: Workload) -> UInt128? {
        guard let description = workload.description else { return nil }
        switch (description.kind, description.pod) {
        case (.pod, let pod?):
            return WorkloadIdentity.pod(namespace: pod.namespace, name: pod.name, uid: pod.uid, host: host.uuid)
        case (.service, _): return WorkloadIdentity.service(workload.id, host: host.uuid)
        default: return WorkloadIdentity.container(workload.id, host: host.uuid)
        }
    }

    /// What no structure has, and the names from time to time.
    private func metrics(
        _ workload: Workload,
        _ description: WorkloadDescription,
        _ source: DataSource
    ) -> RealTimeMetrics {
        var result = RealTimeMetrics()
        result.dataSource = source.description
        result.metrics = WorkloadMetrics.counters(of: workload, description)
        if workload.labelsSent.map({ now - $0 >= Self.labelInterval }) ?? true {
            result.metrics += WorkloadMetrics.names(of: workload, description)
            workloads[workload.id]?.labelsSent = now
        }
        return result
    }
}
