import Glibc

/// Where the agent's configuration comes from: flags win over the environment, the environment over the file, key by key.
package struct AgentConfigurationSource: Sendable {
    /// The file that is read where none is named.
    package static let standardPath = "/etc/hsflowd.conf"

    package var commandLine: AgentCommandLine
    package var environment: [String: String]
    /// Read where no file is named; it need not exist.
    package var standardPath = Self.standardPath

    package init(commandLine: AgentCommandLine = .init(), environment: [String: String] = [:]) {
        self.commandLine = commandLine
        self.environment = environment
    }

    /// Reads everything anew. The configuration is to be used only where no problem is an error.
    package func load() -> (AgentConfiguration, [ConfigurationProblem]) {
        let (file, problems) = readFile()
        let layers = [
            file?.statements ?? [], EnvironmentLayer.statements(environment), commandLine.statements,
        ]
        var (configuration, others) = ConfigurationResolver.resolve(layers, hasFile: file != nil)
        if configuration.collectors.isEmpty, file == nil {
            configuration.collectors = [CollectorConfiguration(host: "127.0.0.1")]
        }
        others = problems + (file?.problems ?? []) + others
        if !others.contains(where: { $0.severity == .error }) { others += missingCollector(configuration) }
        return (configuration, others)
    }

    /// The file; `nil` where there is none and none was named.
    private func readFile() -> (ConfigurationFile?, [ConfigurationProblem]) {
        let path = commandLine.file ?? standardPath
        switch readTextFile(path) {
        case .success(let text): return (ConfigurationFile(text: text, path: path), [])
        case .failure(let error) where commandLine.file == nil && error.number == ENOENT: return (nil, [])
        case .failure(let error):
            let origin = ConfigurationOrigin.file(path, line: 0)
            return (nil, [ConfigurationProblem(.error, at: origin, key: "", "cannot be read: \(error.description)")])
        }
    }

    private func missingCollector(_ configuration: AgentConfiguration) -> [ConfigurationProblem] {
        guard configuration.collectors.isEmpty, !(commandLine.isOnce && commandLine.printsJSON) else { return [] }
        let origin = ConfigurationOrigin.file(commandLine.file ?? standardPath, line: 0)
        return [
            ConfigurationProblem(
                .error,
                at: origin,
                key: "collector",
                "there is none: datagrams would go nowhere",
                suggestion: "collector { ip = ADDRESS }, or --collector ADDRESS"
            )
        ]
    }
}
