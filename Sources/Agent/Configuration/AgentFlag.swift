/// A flag of the agent: those of configuration keys follow from their declarations, the others are declared here.
package struct AgentFlag: Sendable {
    package var name: String
    package var short: String?
    /// What stands for the value; empty: it takes none.
    package var placeholder = ""
    package var doc: String
    package var defaultText = ""
    package var environment: String?
    var apply: @Sendable (inout AgentCommandLine, String) -> String?

    /// The program's own flags, then those of the keys.
    package static let all: [AgentFlag] = programFlags + keyFlags

    private static let programFlags: [AgentFlag] = [
        AgentFlag(
            name: "file",
            short: "f",
            placeholder: "FILE",
            doc: "Read this configuration file.",
            defaultText: AgentConfigurationSource.standardPath
        ) {
            $0.file = $1
            return nil
        },
        AgentFlag(name: "once", doc: "Poll all counters once, send them, and stop.") { line, _ in
            line.isOnce = true
            return nil
        },
        AgentFlag(
            name: "json",
            doc: "Print every sample as a line of JSON; with --once instead of sending, else beside it."
        ) { line, _ in
            line.printsJSON = true
            return nil
        },
        AgentFlag(
            name: "log-level",
            placeholder: "LEVEL",
            doc: "The least level that is logged: \(names(LogLevel.allCases)).",
            defaultText: "info"
        ) {
            guard let level = LogLevel(name: $1) else { return "is none of \(names(LogLevel.allCases))" }
            $0.logLevel = level
            return nil
        },
        AgentFlag(
            name: "log-format",
            placeholder: "FORMAT",
            doc: "How log lines look: \(names(Log.Format.allCases)).",
            defaultText: "text"
        ) {
            guard let format = Log.Format(rawValue: $1) else { return "is none of \(names(Log.Format.allCases))" }
            $0.logFormat = format
            return nil
        },
        AgentFlag(name: "version", doc: "Print the version and stop.") { line, _ in
            line.action = .version
            return nil
        },
        AgentFlag(name: "help", short: "h", doc: "Print this text and stop.") { line, _ in
            line.action = .help
            return nil
        },
    ]

    private static let keyFlags: [AgentFlag] =
        CollectorKeys.all.compactMap { AgentFlag($0, member: "collector") }
        + AgentKeys.all.compactMap { AgentFlag($0) }
        + CaptureKeys.all.compactMap { AgentFlag($0, member: "pcap") }

    private static func names<Name>(_ cases: [Name]) -> String { cases.map { "\($0)" }.joined(separator: ", ") }

    private init?<Target>(_ key: ConfigurationKey<Target>, member object: String? = nil) {
        guard let flag = key.flag else { return nil }
        let name = key.name
        let makeStatements: @Sendable (String) -> [ConfigurationStatement] =
            switch object {
            case "collector": { [EnvironmentLayer.collector($0, port: nil, at: .flag(flag))] }
            case .some: { [CommandLineParser.capture($0, at: .flag(flag))] }
            case nil where key.placeholder.isEmpty: { _ in EnvironmentLayer.setting(name, "off", at: .flag(flag)) }
            case nil: { EnvironmentLayer.setting(name, $0, at: .flag(flag)) }
            }
        self.init(
            name: flag,
            placeholder: key.placeholder,
            doc: key.flagDoc ?? key.doc,
            defaultText: key.placeholder.isEmpty ? "" : key.defaultText,
            environment: key.environment
        ) { line, text in
            line.statements += makeStatements(text)
            return nil
        }
    }

    private init(
        name: String,
        short: String? = nil,
        placeholder: String = "",
        doc: String,
        defaultText: String = "",
        environment: String? = nil,
        apply: @escaping @Sendable (inout AgentCommandLine, String) -> String?
    ) {
        self.name = name
        self.short = short
        self.placeholder = placeholder
        self.doc = doc
        self.defaultText = defaultText
        self.environment = environment
        self.apply = apply
    }
}
