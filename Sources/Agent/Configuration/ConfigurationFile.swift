/// The statements of a configuration file: what stands in its `sflow { }`.
struct ConfigurationFile {
    var statements: [ConfigurationStatement] = []
    var problems: [ConfigurationProblem] = []

    /// Reads text that was taken from `path`.
    init(text: String, path: String) {
        let (top, problems) = ConfigurationParser.parse(text, file: path)
        self.problems = problems
        var hasBlock = false
        for statement in top {
            if statement.key.lowercased() == "sflow", case .object(let members) = statement.value {
                hasBlock = true
                statements += members
            } else {
                complain(statement.origin, statement.key, "stands outside of sflow { }")
            }
        }
        if !hasBlock { complain(.file(path, line: 1), "", "has no sflow { }") }
    }

    private mutating func complain(_ origin: ConfigurationOrigin, _ key: String, _ message: String) {
        problems.append(ConfigurationProblem(.error, at: origin, key: key, message))
    }
}
