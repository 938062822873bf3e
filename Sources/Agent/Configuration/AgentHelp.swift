/// The text of `starling-agent --help`, made from the declarations of flags and keys.
package enum AgentHelp {
    package static let text = """
        Usage: starling-agent [FLAG]…

        Measures this host and its network interfaces and sends sFlow version 5 to collectors.
        Flags win over environment variables, these over the configuration file, key by key.
        Without a file all suitable interfaces are sampled and datagrams go to 127.0.0.1.

        Flags:
        \(AgentFlag.all.map(flagText).joined(separator: "\n"))

        Environment:
        \(EnvironmentVariable.all.map { entry($0.name, $0.doc) }.joined(separator: "\n"))

        Exit codes: 0 stopped as asked; 1 the system refused something needed; 2 wrong flags or configuration.
        SIGHUP reads the configuration again.
        """

    private static func flagText(_ flag: AgentFlag) -> String {
        let names = (flag.short.map { "-\($0), " } ?? "") + "--\(flag.name)"
        let notes = [
            flag.defaultText.isEmpty ? nil : "default \(flag.defaultText)",
            flag.environment.map { "environment \($0)" },
        ].compactMap(\.self)
        let doc = flag.doc + (notes.isEmpty ? "" : " [\(notes.joined(separator: "; "))]")
        return entry(flag.placeholder.isEmpty ? names : "\(names) \(flag.placeholder)", doc)
    }

    /// A head and its text, wrapped below it.
    private static func entry(_ head: String, _ doc: String) -> String {
        var lines = ["  \(head)"], line = ""
        for word in doc.split(separator: " ") {
            if !line.isEmpty, line.count + word.count > 88 {
                lines.append("        \(line)")
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return (lines + ["        \(line)"]).joined(separator: "\n")
    }
}
