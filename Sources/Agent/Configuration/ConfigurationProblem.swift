/// Something wrong, or without effect, in a configuration.
package struct ConfigurationProblem: Equatable, Sendable {
    package enum Severity: String, Sendable { case error, warning }

    /// The path of the file; `environment` or `command line` where it stood there.
    package var file: String
    /// Counted from 1; 0 where there are no lines.
    package var line: Int
    /// The key as it was written.
    package var key: String
    package var message: String
    /// What to write instead; `nil`: nothing comes close.
    package var suggestion: String?
    package var severity: Severity

    package init(
        _ severity: Severity,
        at origin: ConfigurationOrigin,
        key: String,
        _ message: String,
        suggestion: String? = nil
    ) {
        (file, line) =
            switch origin {
            case .file(let path, let line): (path, line)
            case .environment: ("environment", 0)
            case .flag: ("command line", 0)
            }
        self.key = key
        self.message = message
        self.suggestion = suggestion
        self.severity = severity
    }
}

extension ConfigurationProblem: CustomStringConvertible {
    /// `/etc/hsflowd.conf:3: error: polling: must lie between 0 and 300 (did you mean …?)`
    package var description: String { "\(place): \(severity.rawValue): \(message(ofKey: key))" }

    /// The same without the severity, for a log line that has its own.
    package var text: String { "\(place): \(message(ofKey: key))" }

    private var place: String { line > 0 ? "\(file):\(line)" : file }

    private func message(ofKey key: String) -> String {
        let hint = suggestion.map { " (did you mean \($0)?)" } ?? ""
        return (key.isEmpty ? "" : "\(key): ") + message + hint
    }
}
