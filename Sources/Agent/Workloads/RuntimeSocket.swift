/// Where runtimes listen.
package enum RuntimeSocket {
    /// The longest path that the address of a unix socket holds.
    package static let maximumPath = 107

    /// The path of the unix socket that the value of `DOCKER_HOST` or `CONTAINER_HOST` means: `unix:///run/docker.sock`, or the
    /// path alone. The error follows the variable's name.
    package static func path(_ value: String) throws(RuntimeSocketError) -> String {
        let scheme = value.prefix { $0 != ":" }
        let isSchemed = value.dropFirst(scheme.count).hasPrefix("://")
        guard !isSchemed || scheme.lowercased() == "unix" else {
            throw RuntimeSocketError(
                "'\(value)' is reached by \(scheme), but only runtimes of this host are watched: unix:///PATH"
            )
        }
        let path = isSchemed ? String(value.dropFirst("unix://".count)) : value
        guard path.hasPrefix("/"), !path.utf8.contains(0) else {
            throw RuntimeSocketError("'\(value)' is no absolute path of a socket, like unix:///run/docker.sock")
        }
        guard path.utf8.count <= maximumPath else {
            throw RuntimeSocketError("'\(value)' is longer than the \(maximumPath) bytes that a socket's path may have")
        }
        return path
    }
}

/// Why a value does not say where a runtime listens.
package struct RuntimeSocketError: Error, Equatable, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = description }
}
