import Agent
import Protobuf

@testable import CRIWatcher

/// A runtime that speaks CRI, as the test says what runs in it.
final class StubRuntime {
    let server = StubServer()
    var name = "cri-o"
    var version = "1.30.1"
    var pods: [PodSandboxStatusResponse] = []
    var containers: [ContainerStatusResponse] = []
    /// The calls that are answered otherwise.
    var overrides: [CRIMethod: StubServer.Answer] = [:]
    /// containerd's services, where it has them: containers by namespace.
    var plain: [String: [(PlainContainer, TaskProcess)]]?

    init() { server.answer = { [unowned self] in answer($0) } }

    /// How often a call was made.
    func count(_ method: CRIMethod) -> Int { server.calls.count { $0.method == method.rawValue } }

    private func answer(_ call: StubServer.Call) -> StubServer.Answer {
        guard let method = CRIMethod(rawValue: call.method) else { return .status(12, "no such call") }
        if let answer = overrides[method] { return answer }
        let id = (try? StatusRequest(call.message))?.id ?? ""
        switch method {
        case .version: return .message(encodedVersion)
        case .listPodSandbox: return .message(encodedPods)
        case .listContainers: return .message(encodedContainers)
        case .podSandboxStatus: return found(pods.first { $0.status.id == id }?.encoded)
        case .containerStatus: return found(containers.first { $0.status.id == id }?.encoded)
        case .containerEvents: return .stream
        default: return plain == nil ? .status(12, "unknown service") : plainAnswer(method, id, call)
        }
    }

    private func plainAnswer(_ method: CRIMethod, _ id: String, _ call: StubServer.Call) -> StubServer.Answer {
        let all = plain?[call.headers["containerd-namespace"] ?? ""] ?? []
        switch method {
        case .subscribe: return .stream
        case .listNamespaces:
            var answer = ListNamespacesResponse()
            answer.namespaces = (plain ?? [:]).keys.sorted().map { name in
                var entry = ContainerID()
                entry.id = name
                return entry
            }
            return .message(answer.encoded)
        case .listPlainContainers:
            var answer = ListPlainContainersResponse()
            answer.containers = all.map(\.0)
            return .message(answer.encoded)
        case .listTasks:
            var answer = ListTasksResponse()
            answer.tasks = all.map(\.1)
            return .message(answer.encoded)
        case .getPlainContainer:
            var answer = GetPlainContainerResponse()
            guard let container = all.first(where: { $0.0.id == id })?.0 else { return found(nil) }
            answer.container = container
            return .message(answer.encoded)
        case .getTask:
            // The second field is text there: anything else is refused by containerd.
            guard (try? StatusRequest(call.message))?.verbose == false else { return .status(13, "wrong wire type") }
            var answer = GetTaskResponse()
            guard let task = all.first(where: { $0.0.id == id })?.1 else { return found(nil) }
            answer.process = task
            return .message(answer.encoded)
        default: return .status(12, "unknown service")
        }
    }

    private func found(_ bytes: [UInt8]?) -> StubServer.Answer { bytes.map { .message($0) } ?? .status(5, "not found") }

    private var encodedVersion: [UInt8] {
        var answer = VersionResponse()
        (answer.runtimeName, answer.runtimeVersion) = (name, version)
        return answer.encoded
    }

    private var encodedPods: [UInt8] {
        var answer = ListPodSandboxResponse()
        answer.items = pods.map { pod in
            var item = PodSandbox()
            (item.id, item.state) = (pod.status.id, pod.status.state)
            return item
        }
        return answer.encoded
    }

    private var encodedContainers: [UInt8] {
        var answer = ListContainersResponse()
        answer.containers = containers.map { container in
            var item = ListedContainer()
            (item.id, item.state) = (container.status.id, container.status.state)
            return item
        }
        return answer.encoded
    }
}

extension StubRuntime {
    @discardableResult
    func addPod(_ id: String, namespace: String = "shop") -> PodSandboxStatusResponse {
        var pod = PodSandboxStatusResponse()
        pod.status.id = id
        pod.status.metadata.name = id
        pod.status.metadata.uid = "uid-\(id)"
        pod.status.metadata.namespace = namespace
        pod.status.createdAt = 1_700_000_000_123_456_789
        pod.status.network.ip = "10.0.0.1"
        pods.append(pod)
        return pod
    }

    func addContainer(_ id: String, in pod: String, state: Int32 = 1, exitCode: Int32 = 0, environment: String = "") {
        var container = ContainerStatusResponse()
        container.status.id = id
        container.status.metadata.name = "name-\(id)"
        container.status.state = state
        container.status.exitCode = exitCode
        container.status.startedAt = 1_700_000_001_000_000_000
        let pid = state == 1 ? 4242 : 0
        container.info["info"] =
            #"{"sandboxID":"\#(pod)","pid":\#(pid),"runtimeSpec":{"process":{"env":[\#(environment)]}}}"#
        containers.append(container)
    }

    func addPlain(_ id: String, in namespace: String, status: Int32 = 2) {
        var container = PlainContainer(), task = TaskProcess()
        container.id = id
        container.image = "image"
        (task.containerID, task.pid, task.status) = (id, 77, status)
        plain = plain ?? [:]
        plain?[namespace, default: []].append((container, task))
    }

    /// Sends an event of CRI.
    func tell(_ type: Int32, _ id: String, at: Int64 = 1_700_000_002_000_000_000) {
        var event = ContainerEventResponse()
        (event.containerID, event.type, event.createdAt) = (id, type, at)
        event.containersStatuses = containers.filter { $0.status.id == id }.map(\.status)
        server.push(.containerEvents, event.encoded)
    }

    /// Sends an event of containerd.
    func tell(_ topic: String, in namespace: String = "k8s.io", _ event: [UInt8]) {
        var envelope = Envelope()
        envelope.timestamp.seconds = 1_700_000_003
        (envelope.namespace, envelope.topic) = (namespace, topic)
        envelope.event.value = event
        server.push(.subscribe, envelope.encoded)
    }
}

/// A watcher beside a runtime, whose clock is the test's.
final class Watch {
    let runtime: StubRuntime
    let watcher: CRIWatcher
    let log = EventLog()
    var now = MonotonicTime(milliseconds: 1_000_000)

    init(_ runtime: StubRuntime = StubRuntime(), isWanted: Bool = false) {
        self.runtime = runtime
        let box = Lines()
        watcher = CRIWatcher(path: runtime.server.path, log: Log(write: { box.lines.append($0) }), isWanted: isWanted)
        self.box = box
    }

    private let box: Lines
    private final class Lines { var lines: [String] = [] }

    /// Lines that were logged.
    var logged: [String] { box.lines }

    /// Has both sides do all that they can at this moment.
    func settle() {
        for _ in 0..<20 {
            watcher.advance(now) { log.take($0) }
            runtime.server.step()
        }
    }

    /// Lets time pass, moment by moment as the watcher wants it.
    func pass(_ duration: Duration) {
        let end = now + duration
        settle()
        while let next = watcher.deadline, next <= end {
            now = max(next, now + .milliseconds(1))
            settle()
        }
        now = end
        settle()
    }
}
