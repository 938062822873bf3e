import ArgumentParser
import Logging

/// What is logged, and how.
struct LoggingOptions: ParsableArguments {
    /// How a line looks.
    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The least level that is logged.",
            valueName: "level"
        )
    )
    var logLevel: Logger.Level = .info

    @Option(name: .long, help: ArgumentHelp("How log lines look.", valueName: "format"))
    var logFormat: Format = .text

    /// Also sets up what libraries log with.
    func makeLogger() -> Logger {
        let level = logLevel, format = logFormat, style = TerminalStyle(descriptor: 2)
        LoggingSystem.bootstrap { label in
            LineLogHandler(label: label, level: max(level, .warning), format: format, style: style)
        }
        return Logger(label: "starling") { LineLogHandler(label: $0, level: level, format: format, style: style) }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
