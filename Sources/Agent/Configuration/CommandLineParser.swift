import Spelling

/// Reads `--flag value`, `--flag=value` and `-f value`, and goes on after a mistake so that all are said.
struct CommandLineParser {
    private var arguments: ArraySlice<String>
    private(set) var problems: [String] = []

    init(_ arguments: [String]) { self.arguments = arguments[...] }

    mutating func parse() -> AgentCommandLine {
        var line = AgentCommandLine()
        while let argument = arguments.popFirst() { read(argument, into: &line) }
        return line
    }

    private mutating func read(_ argument: String, into line: inout AgentCommandLine) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let flag = find(parts[0]) else { return reportUnknown(argument.hasPrefix("-") ? parts[0] : argument) }
        var value = ""
        if flag.placeholder.isEmpty {
            guard parts.count == 1 else { return problems.append("\(parts[0]) takes no value") }
        } else {
            guard let given = parts.count == 2 ? parts[1] : arguments.popFirst(), !given.isEmpty else {
                return problems.append("\(parts[0]) needs a value: \(flag.placeholder)")
            }
            value = given
        }
        if let problem = flag.apply(&line, value) { problems.append("\(parts[0]): '\(value)' \(problem)") }
    }

    private func find(_ text: String) -> AgentFlag? {
        AgentFlag.all.first { text == "--\($0.name)" || ($0.short.map { text == "-\($0)" } ?? false) }
    }

    private mutating func reportUnknown(_ text: String) {
        guard text.hasPrefix("-") else { return problems.append("'\(text)' is no flag; settings are given by flags") }
        // What follows was meant as its value.
        if let next = arguments.first, !next.hasPrefix("-") { arguments.removeFirst() }
        let nearest = nearestName(to: text, among: AgentFlag.all.map { "--\($0.name)" })
        problems.append("\(text) is no known flag" + (nearest.map { " (did you mean \($0)?)" } ?? ""))
    }

    /// `--interface`: a name, or a pattern where it holds a sign that names do not.
    static func capture(_ text: String, at origin: ConfigurationOrigin) -> ConfigurationStatement {
        let isPattern = text.contains { "*^$[](){}|+?\\".contains($0) }
        let member = ConfigurationStatement(isPattern ? "dev.pattern" : "dev", .text(text), at: origin)
        return ConfigurationStatement("pcap", .object([member]), at: origin)
    }
}
