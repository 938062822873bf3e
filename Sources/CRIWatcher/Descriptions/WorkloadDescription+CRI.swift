import Agent
import NetTypes

/// Labels that kubelet sets.
private enum KubernetesLabel {
    static let container = "io.kubernetes.container.name"
    static let pod = "io.kubernetes.pod.name", namespace = "io.kubernetes.pod.namespace", uid = "io.kubernetes.pod.uid"
}

extension WorkloadDescription {
    /// A pod, as its sandbox's status says.
    init(_ answer: PodSandboxStatusResponse, runtime: Runtime) {
        let status = answer.status, metadata = status.metadata
        self.init(id: status.id, kind: .pod, runtime: runtime)
        name = metadata.name
        state = status.state == 0 ? .running : .ended(exitCode: nil)
        processID = RuntimeInfo(answer.info).processID
        startedAt = milliseconds(status.createdAt)
        attempt = metadata.attempt
        network = status.linux.namespaces.options.network == 2 ? .host : .own
        addresses = ([status.network.ip] + status.network.additional.map(\.ip)).compactMap { IPAddress($0) }
        labels = status.labels
        pod = PodName(namespace: metadata.namespace, name: metadata.name, uid: metadata.uid)
    }

    /// A container of a pod. `podID`: where the status does not tell.
    init(_ answer: ContainerStatusResponse, podID known: String?, runtime: Runtime) {
        let status = answer.status, info = RuntimeInfo(answer.info)
        self.init(id: status.id, kind: .container, runtime: runtime)
        name = status.labels[KubernetesLabel.container] ?? status.metadata.name
        image = status.image.userSpecifiedImage.isEmpty ? status.image.image : status.image.userSpecifiedImage
        processID = info.processID
        state = .init(status, hasProcess: info.processID != nil)
        startedAt = milliseconds(status.startedAt)
        endedAt = milliseconds(status.finishedAt)
        podID = info.sandboxID ?? known
        attempt = status.metadata.attempt
        network = podID.map { .shared(with: $0) } ?? .own
        labels = status.labels
        gpus = info.gpus
        pod = PodName(labels: status.labels)
    }

    /// A container of containerd that no CRI knows, and its task where it has one.
    init(_ container: PlainContainer, task: TaskProcess?, runtime: Runtime) {
        self.init(id: container.id, kind: .container, runtime: runtime)
        name = container.labels["nerdctl/name"] ?? container.id
        image = container.image
        labels = container.labels
        guard let task else { return }
        if task.pid > 0 { processID = Int32(exactly: task.pid) }
        state = .init(task)
        if case .ended = state {
            processID = nil
            endedAt = task.exitedAt.milliseconds
        }
    }
}

extension WorkloadDescription.State {
    /// A container whose state the runtime has lost runs if it has a process.
    fileprivate init(_ status: ContainerStatus, hasProcess: Bool) {
        switch status.state {
        case 0: self = .created
        case 1: self = .running
        case 2: self = .ended(exitCode: status.exitCode)
        default: self = hasProcess ? .running : .ended(exitCode: nil)
        }
    }

    fileprivate init(_ task: TaskProcess) {
        switch task.status {
        case 2: self = .running
        case 3: self = .ended(exitCode: Int32(truncatingIfNeeded: task.exitStatus))
        case 4, 5: self = .paused
        default: self = .created
        }
    }
}

extension PodName {
    /// As kubelet labels each container.
    fileprivate init?(labels: [String: String]) {
        guard let namespace = labels[KubernetesLabel.namespace], let name = labels[KubernetesLabel.pod] else {
            return nil
        }
        self.init(namespace: namespace, name: name, uid: labels[KubernetesLabel.uid] ?? "")
    }
}

/// Since 1970, from nanoseconds; `nil` where there are none.
func milliseconds(_ nanoseconds: Int64) -> Int64? { nanoseconds > 0 ? nanoseconds / 1_000_000 : nil }
