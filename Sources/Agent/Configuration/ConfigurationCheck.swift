/// Says what is wrong with configuration files, without using them.
package enum ConfigurationCheck {
    /// Everything wrong with the file at `path`, in order of its lines.
    package static func problems(inFile path: String) -> [ConfigurationProblem] {
        switch readTextFile(path) {
        case .success(let text): problems(in: text, path: path)
        case .failure(let error):
            [ConfigurationProblem(.error, at: .file(path, line: 0), key: "", "cannot be read: \(error.description)")]
        }
    }

    /// Everything wrong with `text`, which `path` names.
    package static func problems(in text: String, path: String) -> [ConfigurationProblem] {
        let file = ConfigurationFile(text: text, path: path)
        let (configuration, problems) = ConfigurationResolver.resolve([file.statements], hasFile: true)
        return (file.problems + problems + missing(configuration, file.problems + problems, path))
            .enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
    }

    /// A file without a collector leaves the agent without one, unless the environment or a flag gives it.
    private static func missing(
        _ configuration: AgentConfiguration,
        _ others: [ConfigurationProblem],
        _ path: String
    ) -> [ConfigurationProblem] {
        let isMisspelt = others.contains { $0.suggestion == "collector" || $0.key.isEmpty || $0.key == "collector" }
        guard configuration.collectors.isEmpty, !isMisspelt else { return [] }
        return [
            ConfigurationProblem(
                .error,
                at: .file(path, line: 1),
                key: "collector",
                "there is none: datagrams would go nowhere",
                suggestion: "collector { ip = ADDRESS }"
            )
        ]
    }
}
