/// An environment variable of the agent, for help and reference.
package struct EnvironmentVariable: Sendable {
    package var name: String
    package var doc: String

    package static let all: [EnvironmentVariable] = [
        EnvironmentVariable(name: "COLLECTOR", doc: "Collectors, separated by spaces: HOST or HOST:PORT."),
        EnvironmentVariable(name: "PORT", doc: "The port of those that name none; 6343 by default."),
        EnvironmentVariable(name: "POLLING", doc: "As --polling."),
        EnvironmentVariable(name: "SAMPLING", doc: "As --sampling; sampling.bps_ratio is then 0."),
        EnvironmentVariable(
            name: "NET",
            doc:
                "What to sample: docker (docker0 and docker_gwbridge), flannel (cni0), host (interfaces of 1 Gbit/s and more), or a regular expression of names. ovs is accepted without effect."
        ),
        EnvironmentVariable(name: "DOCKER_HOST", doc: "The socket of Docker: unix:///PATH."),
        EnvironmentVariable(name: "CONTAINER_HOST", doc: "The socket of podman's service: unix:///PATH."),
        EnvironmentVariable(
            name: "DROPMON",
            doc: "enable is accepted without effect: dropped packets are not reported yet."
        ),
        EnvironmentVariable(name: "STATE_DIRECTORY", doc: "As --state; of several, separated by colons, the first."),
        EnvironmentVariable(name: "XDG_STATE_HOME", doc: "For a user's own state directory; by default .local/state."),
        EnvironmentVariable(name: "HOME", doc: "Where .local/state is."),
    ]
}
