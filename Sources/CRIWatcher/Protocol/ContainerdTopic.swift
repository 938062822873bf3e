/// The events of containerd that tell of a container's life.
enum ContainerdTopic: String, CaseIterable, Sendable {
    case start = "/tasks/start"
    case exit = "/tasks/exit"
    case outOfMemory = "/tasks/oom"
    case paused = "/tasks/paused"
    case resumed = "/tasks/resumed"
    case deleted = "/containers/delete"

    /// What asks for these events and no others: a list of alternatives.
    static var filters: [String] {
        let others = ContainerdNamespace.docker.sorted().map { #",namespace!="\#($0)""# }.joined()
        return allCases.map { #"topic=="\#($0.rawValue)"\#(others)"# }
    }
}
