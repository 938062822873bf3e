import Glibc

/// Where the agent keeps what it has to know after a restart.
package enum StateDirectory {
    /// That of a system service.
    package static let standardPath = "/var/lib/starling"

    /// The directory that was named; else the standard one, where root or a user who may write to it runs the agent; else
    /// `starling` in the user's own directory for state (XDG Base Directory Specification). `nil`: there is none.
    package static func path(
        _ configured: String?,
        environment: [String: String],
        isWritable: (String) -> Bool = mayWrite
    ) -> String? {
        if let configured, !configured.isEmpty { return configured }
        if isWritable(standardPath) { return standardPath }
        // The specification says that a relative path is to be ignored.
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/starling" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/state/starling" }
        return nil
    }

    /// Whether the process may write to a directory. Root may make it.
    package static func mayWrite(_ path: String) -> Bool { geteuid() == 0 || access(path, W_OK) == 0 }
}

extension AgentConfigurationSource {
    /// The state directory that this configuration, or else the environment, means.
    package func stateDirectory(_ configuration: AgentConfiguration) -> String? {
        StateDirectory.path(configuration.stateDirectory, environment: environment)
    }
}
