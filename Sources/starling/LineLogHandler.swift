import Glibc
import JSON
import Logging

/// Writes log lines to standard error: `2026-01-31T12:00:00.123Z info message key=value`, or objects of JSON.
struct LineLogHandler: LogHandler {
    let label: String
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let format: LoggingOptions.Format
    private let style: TerminalStyle

    init(label: String, level: Logger.Level, format: LoggingOptions.Format, style: TerminalStyle) {
        self.label = label
        logLevel = level
        self.format = format
        self.style = style
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let values = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let time = utcText(timeOfDay())
        write(format == .json ? json(event, time, values) : text(event, time, values))
    }

    private func text(
        _ event: LogEvent,
        _ time: String,
        _ values: [(key: String, value: Logger.MetadataValue)]
    ) -> [UInt8] {
        let origin = label == "starling" ? "" : "\(label): "
        let level = style.colored("\(event.level)", TerminalStyle.color(of: event.level))
        let pairs = printable(values.map { " \($0.key)=\($0.value)" }.joined())
        let message = printable("\(origin)\(event.message)")
        return Array("\(style.dimmed(time)) \(level) \(message)\(style.dimmed(pairs))".utf8)
    }

    private func json(
        _ event: LogEvent,
        _ time: String,
        _ values: [(key: String, value: Logger.MetadataValue)]
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("time", time)
            $0.member("level", "\(event.level)")
            $0.member("logger", label)
            $0.member("message", "\(event.message)")
            for (key, value) in values { $0.member(key, "\(value)") }
        }
        return writer.bytes
    }

    /// One line stays one line, and what came from the network does not steer the terminal.
    private func printable(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7f ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }

    private func write(_ line: [UInt8]) {
        let line = line + [UInt8(ascii: "\n")]
        _ = line.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    }
}

extension Logger {
    /// Another label, the same level and form.
    init(label: String, copying logger: Logger) {
        let handler = logger.handler
        self.init(label: label) { label in (handler as? LineLogHandler)?.labelled(label) ?? handler }
    }
}

extension LineLogHandler {
    fileprivate func labelled(_ label: String) -> LineLogHandler {
        LineLogHandler(label: label, level: logLevel, format: format, style: style)
    }
}
