import NetTypes

/// Who runs workloads on a node.
package enum Runtime: String, CaseIterable, Sendable { case docker, podman, containerd, crio, systemd }

/// What a runtime says of one container, pod or service. What it does not say is empty or `nil`.
package struct WorkloadDescription: Hashable, Sendable {
    package enum Kind: Sendable { case container, pod, service }

    package enum State: Hashable, Sendable {
        case created, running, paused
        /// With the exit code of its first process, where that is known.
        case ended(exitCode: Int32?)
    }

    /// Whose network namespace it has.
    package enum Network: Hashable, Sendable {
        case own, host, none
        /// That of another workload, by its `id`: of a container's pod, or of another container.
        case shared(with: String)
    }

    /// The runtime's own: of a container or pod mostly 64 hexadecimal digits, of a service the name of its unit.
    package var id: String
    package var kind: Kind
    package var runtime: Runtime
    /// Without the leading `/` of Docker's names; of a pod its own name; of a Kubernetes container the one in the pod.
    package var name = ""
    package var hostName = ""
    /// As it was asked for: `nginx:1.25`.
    package var image = ""
    package var state = State.created
    /// Of its first process, in the agent's PID namespace.
    package var processID: Int32?
    /// Milliseconds since 1970.
    package var startedAt: Int64?
    package var endedAt: Int64?
    /// Of a container in a pod: the pod's `id`.
    package var podID: String?
    /// How often a pod's container was restarted, or its sandbox made anew.
    package var attempt: UInt32 = 0
    package var network = Network.own
    package var addresses: [IPAddress] = []
    /// Those of its own network namespace, where the runtime knows them.
    package var hardwareAddresses: [UInt64] = []
    package var labels: [String: String] = [:]
    /// Identifiers of GPUs that it was given: indices, UUIDs, or `all`.
    package var gpus: [String] = []
    /// Of a container or pod of Kubernetes.
    package var pod: PodName?

    package init(id: String, kind: Kind, runtime: Runtime) {
        self.id = id
        self.kind = kind
        self.runtime = runtime
    }
}

/// How Kubernetes names a pod.
package struct PodName: Hashable, Sendable {
    package var namespace: String
    package var name: String
    /// The pod's UID as the API server has it.
    package var uid: String

    package init(namespace: String, name: String, uid: String) {
        self.namespace = namespace
        self.name = name
        self.uid = uid
    }
}
