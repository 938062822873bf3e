import Glibc
import Logging

/// Colours, where a terminal shows them and NO_COLOR does not forbid them.
struct TerminalStyle: Sendable {
    let isColored: Bool

    init(descriptor: CInt) {
        isColored =
            isatty(descriptor) == 1 && getenv("NO_COLOR") == nil && getenv("TERM").map { strcmp($0, "dumb") } != 0
    }

    func dimmed(_ text: String) -> String { colored(text, 2) }
    func bold(_ text: String) -> String { colored(text, 1) }

    /// With an SGR parameter: 31 is red.
    func colored(_ text: String, _ parameter: Int?) -> String {
        guard isColored, let parameter, !text.isEmpty else { return text }
        return "\u{1b}[\(parameter)m\(text)\u{1b}[0m"
    }

    static func color(of level: Logger.Level) -> Int? {
        switch level {
        case .trace, .debug: 2
        case .info: 32
        case .notice: 36
        case .warning: 33
        case .error, .critical: 31
        }
    }
}
