/// The calls that are made, all of which only read.
enum CRIMethod: String, CaseIterable, Sendable {
    // Kubernetes' container runtime interface
    case version = "/runtime.v1.RuntimeService/Version"
    case listPodSandbox = "/runtime.v1.RuntimeService/ListPodSandbox"
    case podSandboxStatus = "/runtime.v1.RuntimeService/PodSandboxStatus"
    case listContainers = "/runtime.v1.RuntimeService/ListContainers"
    case containerStatus = "/runtime.v1.RuntimeService/ContainerStatus"
    case containerEvents = "/runtime.v1.RuntimeService/GetContainerEvents"
    // containerd's own services
    case subscribe = "/containerd.services.events.v1.Events/Subscribe"
    case listNamespaces = "/containerd.services.namespaces.v1.Namespaces/List"
    case listPlainContainers = "/containerd.services.containers.v1.Containers/List"
    case getPlainContainer = "/containerd.services.containers.v1.Containers/Get"
    case listTasks = "/containerd.services.tasks.v1.Tasks/List"
    case getTask = "/containerd.services.tasks.v1.Tasks/Get"

    /// The longest answer that is taken: what servers of CRI send at most, and less for a single event.
    var limit: Int {
        switch self {
        case .subscribe, .containerEvents: 1 << 20
        default: 16 << 20
        }
    }
}

/// The namespaces in which containerd keeps the containers of its users.
enum ContainerdNamespace {
    /// That of CRI.
    static let kubernetes = "k8s.io"
    /// Docker's, whose containers are told of by Docker.
    static let docker: Set = ["moby", "plugins.moby"]
}
