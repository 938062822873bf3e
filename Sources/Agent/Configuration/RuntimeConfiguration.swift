/// A runtime whose workloads are followed: one `docker { }`, `podman { }`, `containerd { }`, `k8s { }` or `systemd { }`.
package struct RuntimeConfiguration: Hashable, Sendable {
    package var runtime: Runtime
    /// Its socket; of systemd there is none.
    package var socket = ""
    /// It was asked for by name, so that its absence is to be told.
    package var isNamed = true
    /// Containers are called by the host name inside instead of by their own name.
    package var usesHostName = false

    package init(_ runtime: Runtime, socket: String? = nil, isNamed: Bool = true) {
        self.runtime = runtime
        self.socket = socket ?? Self.usualSocket(runtime)
        self.isNamed = isNamed
    }

    /// Where the runtime listens if nobody says otherwise.
    package static func usualSocket(_ runtime: Runtime) -> String {
        switch runtime {
        case .docker: "/var/run/docker.sock"
        case .podman: "/run/podman/podman.sock"
        case .containerd: "/run/containerd/containerd.sock"
        case .crio: "/run/crio/crio.sock"
        case .systemd: ""
        }
    }

    /// Those that are looked for where none was named. Services are followed on request only.
    package static var usual: [RuntimeConfiguration] {
        Runtime.allCases.filter { $0 != .systemd }.map { RuntimeConfiguration($0, isNamed: false) }
    }
}

extension AgentConfiguration {
    /// Settles which runtimes are followed once everything has been read.
    mutating func chooseRuntimes(hasFile: Bool) {
        if followsContainers == false { runtimes = [] }
        if followsContainers == true || (followsContainers == nil && !hasFile), runtimes.isEmpty {
            runtimes = RuntimeConfiguration.usual
        }
        for index in runtimes.indices { if let path = sockets[runtimes[index].runtime] { use(path, at: index) } }
    }

    private mutating func use(_ socket: String, at index: Int) {
        runtimes[index].socket = socket
        runtimes[index].isNamed = true
    }
}
