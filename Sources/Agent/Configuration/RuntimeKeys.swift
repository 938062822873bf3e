/// The keys of the objects that name a runtime.
package enum RuntimeKeys {
    /// One such object.
    package struct Object: Sendable {
        package var name: String
        var runtime: Runtime
        package var doc: String
        package var keys: [ConfigurationKey<RuntimeConfiguration>]
    }

    package static let objects: [Object] = [
        Object(
            name: "docker",
            runtime: .docker,
            doc: "Containers of Docker.",
            keys: [socket(.docker, environment: "DOCKER_HOST"), hostName] + listing + [markTraffic]
        ),
        Object(
            name: "podman",
            runtime: .podman,
            doc: "Containers of podman, by its service that speaks Docker's API.",
            keys: [socket(.podman, environment: "CONTAINER_HOST"), hostName]
        ),
        Object(
            name: "containerd",
            runtime: .containerd,
            doc: "Containers and pods of containerd.",
            keys: [socket(.containerd), hostName] + listing + [markTraffic]
        ),
        Object(
            name: "k8s",
            runtime: .containerd,
            doc: "Pods and their containers, of containerd or CRI-O, by the Container Runtime Interface.",
            keys: [socket(.containerd)] + listing + [
                markTraffic,
                .ignored("eof", .onOff, "a runtime that goes away is waited for", "Stop when the runtime goes away."),
                .ignored("setIfAlias", .onOff, "interfaces keep their names", "Call interfaces by their pods."),
                .ignored("setIfName", .onOff, "interfaces keep their names", "Call interfaces by their pods."),
            ]
        ),
        Object(
            name: "systemd",
            runtime: .systemd,
            doc: "Services of systemd, by their control groups below `system.slice`; at most 1,024.",
            keys: listing + [
                markTraffic,
                .ignored("dropPriv", .onOff, "privileges are always given up", "Give up privileges."),
                .ignored("cgroup_procs", .text, "groups are found by themselves", "Where processes are listed."),
                .ignored("cgroup_acct", .text, "groups are found by themselves", "Where usage is counted."),
            ]
        ),
    ]

    static func find(_ name: String) -> Object? { objects.first { $0.name == name.lowercased() } }

    private static func socket(
        _ runtime: Runtime,
        environment: String? = nil
    ) -> ConfigurationKey<RuntimeConfiguration> {
        var key = ConfigurationKey<RuntimeConfiguration>(
            "unixsock",
            .socket,
            default: RuntimeConfiguration.usualSocket(runtime),
            "The socket that it listens on."
        ) { target, value in
            if case .text(let path) = value { target.socket = path }
        }
        key.environment = environment
        return key
    }

    private static let hostName = ConfigurationKey<RuntimeConfiguration>.onOff(
        "hostname",
        \.usesHostName,
        of: RuntimeConfiguration(.docker),
        "Call containers by the host name inside instead of by their own name."
    )

    private static let listing: [ConfigurationKey<RuntimeConfiguration>] = ["refreshVMs", "forgetVMs"].map {
        .ignored($0, .integer(10...3600), "what comes and goes is seen at once", "Seconds between two listings.")
    }

    private static let markTraffic = ConfigurationKey<RuntimeConfiguration>.ignored(
        "markTraffic",
        .onOff,
        "samples do not carry the containers of their ends yet",
        "Say in packet samples which containers they are of."
    )
}
