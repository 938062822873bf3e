import Agent
import Protobuf

/// What a call is to answer.
enum Question: Equatable {
    case version
    case events
    case pods, containers
    case namespaces
    case plainContainers(String), tasks(String)
    case pod(String), container(String)
    case plainContainer(String, String), task(String, String)
}

extension CRIWatcher {
    /// Makes a call; false where the connection takes no more, which will tell so.
    @discardableResult
    func ask(_ question: Question, _ request: some ProtobufMessage) -> Bool {
        guard let connection else { return false }
        let (method, namespace) = question.method, isStream = question == .events
        let id = connection.call(
            (isStream && source == .runtimeInterface ? .containerEvents : method).rawValue,
            request.encoded,
            kind: isStream ? .stream : .unary,
            headers: namespace.map { [("containerd-namespace", $0)] } ?? [],
            limit: method.limit,
            timeout: isStream ? nil : Pace.answer,
            now
        )
        guard let id else { return false }
        questions[id] = question
        if isStream { subscription = id }
        return true
    }

    func handle(_ event: GRPCConnection.Event) {
        switch event {
        case .answered(let id, let result):
            if let question = questions.removeValue(forKey: id) { take(result, question) }
        case .message(let id, let bytes):
            if id == subscription { takeEvent(bytes) }
        case .ended(let id, let status):
            questions[id] = nil
            if id == subscription { endSubscription(status) }
        }
    }

    private func take(_ result: Result<[UInt8], GRPCStatus>, _ question: Question) {
        switch question {
        case .version: greet(result)
        case .events: break
        case .pods: takePods(result)
        case .containers: takeContainers(result)
        case .namespaces: takeNamespaces(result)
        case .plainContainers(let namespace): takePlainContainers(result, namespace)
        case .tasks(let namespace): takeTasks(result, namespace)
        case .pod(let id): takePod(result, id)
        case .container(let id): takeContainer(result, id)
        case .plainContainer(let id, _): takePlainContainer(result, id)
        case .task(let id, _): takeTask(result, id)
        }
    }

    /// An answer, or why there is none; what cannot be read counts as a failure of the server.
    func decode<M: ProtobufMessage>(_: M.Type, _ result: Result<[UInt8], GRPCStatus>) -> Result<M, GRPCStatus> {
        switch result {
        case .failure(let status): return .failure(status)
        case .success(let bytes):
            do throws(ProtobufError) {
                return .success(try M(bytes))
            } catch {
                log.log(.warning, every: .seconds(3600), key: "protobuf \(path)", "an answer at \(path): \(error)")
                return .failure(GRPCStatus(GRPCStatus.internal, "\(error)"))
            }
        }
    }
}

extension Question {
    /// The one workload that it is about.
    var workload: String? {
        switch self {
        case .pod(let id), .container(let id), .plainContainer(let id, _), .task(let id, _): id
        case .version, .events, .pods, .containers, .namespaces, .plainContainers, .tasks: nil
        }
    }

    /// The call, and the namespace of containerd that it is about.
    fileprivate var method: (CRIMethod, String?) {
        switch self {
        case .version: (.version, nil)
        case .events: (.subscribe, nil)
        case .pods: (.listPodSandbox, nil)
        case .containers: (.listContainers, nil)
        case .namespaces: (.listNamespaces, nil)
        case .plainContainers(let namespace): (.listPlainContainers, namespace)
        case .tasks(let namespace): (.listTasks, namespace)
        case .pod: (.podSandboxStatus, nil)
        case .container: (.containerStatus, nil)
        case .plainContainer(_, let namespace): (.getPlainContainer, namespace)
        case .task(_, let namespace): (.getTask, namespace)
        }
    }
}
