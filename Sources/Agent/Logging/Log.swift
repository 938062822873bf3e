import JSON

/// Lines for people and log collectors on standard error, without Foundation. It belongs to the agent's one thread.
package final class Log {
    /// How a line looks.
    package enum Format: String, CaseIterable, Sendable { case text, json }

    package var level: LogLevel
    package var format: Format
    private let write: (String) -> Void
    private let now: () -> MonotonicTime
    private var said: [String: MonotonicTime] = [:]

    /// `write` takes whole lines with their end; standard error by default.
    package init(
        level: LogLevel = .info,
        format: Format = .text,
        now: @escaping () -> MonotonicTime = MonotonicTime.now,
        write: @escaping (String) -> Void = Log.toStandardError
    ) {
        self.level = level
        self.format = format
        self.now = now
        self.write = write
    }

    package func debug(_ message: @autoclosure () -> String) { log(.debug, message()) }
    package func info(_ message: @autoclosure () -> String) { log(.info, message()) }
    package func notice(_ message: @autoclosure () -> String) { log(.notice, message()) }
    package func warning(_ message: @autoclosure () -> String) { log(.warning, message()) }
    package func error(_ message: @autoclosure () -> String) { log(.error, message()) }

    package func log(_ level: LogLevel, _ message: @autoclosure () -> String) {
        guard level >= self.level else { return }
        write(line(level, message()))
    }

    /// Logs at most once in `interval` for each `key`; returns whether it did.
    @discardableResult
    package func log(
        _ level: LogLevel,
        every interval: Duration,
        key: String,
        _ message: @autoclosure () -> String
    ) -> Bool {
        let time = now()
        if let last = said[key], time - last < interval { return false }
        if said.count >= Self.maximumKeys { said = said.filter { time - $0.value < interval } }
        guard said.count < Self.maximumKeys || said[key] != nil else { return false }
        said[key] = time
        log(level, message())
        return true
    }

    /// How many keys are remembered; beyond it new ones are not logged until old ones have passed.
    package static let maximumKeys = 1024

    private func line(_ level: LogLevel, _ message: String) -> String {
        switch format {
        case .text: "\(level.name): \(message)\n"
        case .json: jsonLine(level, message)
        }
    }

    private func jsonLine(_ level: LogLevel, _ message: String) -> String {
        var writer = JSONWriter()
        writer.object {
            $0.member("level", level.name)
            $0.member("message", message)
        }
        return writer.text + "\n"
    }

    /// Writes a line to descriptor 2.
    package static func toStandardError(_ line: String) { writeText(line, to: 2) }
}
