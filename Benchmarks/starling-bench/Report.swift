import Foundation

/// One figure of the report.
struct Figure: Codable {
    /// `decode`, `ingest`, `agent` …
    var part: String
    var name: String
    var value: Double
    var unit: String
}

/// What was measured, in order.
struct Report: Codable {
    private(set) var machine = Machine()
    private(set) var figures: [Figure] = []
    /// Why parts are missing: they failed, or this machine has not what they need.
    private(set) var errors: [String] = []
    private(set) var skips: [String] = []

    mutating func add(_ part: String, _ name: String, _ value: Double, _ unit: String) {
        figures.append(Figure(part: part, name: name, value: value, unit: unit))
    }

    /// What another process has measured.
    mutating func add(_ other: Report) { figures += other.figures }

    mutating func skip(_ part: BenchOptions.Part, _ reason: BenchSkip) {
        skips.append("\(part.rawValue): \(reason)")
    }

    mutating func add(_ error: any Error, in part: BenchOptions.Part) {
        errors.append("\(part.rawValue): \(error)")
    }

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    var table: String {
        let width = figures.map(\.name.count).max() ?? 0
        var lines = ["\(machine.processors) × \(machine.model), kernel \(machine.kernel)"]
        var part = ""
        for figure in figures {
            if figure.part != part {
                part = figure.part
                lines += ["", part]
            }
            let name = figure.name.padding(toLength: width, withPad: " ", startingAt: 0)
            lines.append("  \(name)  \(Self.text(figure.value)) \(figure.unit)")
        }
        lines += skips.map { "\nskipped: \($0)" }
        lines += errors.map { "\nerror: \($0)" }
        return lines.joined(separator: "\n")
    }

    private static func text(_ value: Double) -> String {
        let magnitude = abs(value)
        let format = magnitude >= 100 || value == value.rounded() ? "%12.0f" : magnitude >= 1 ? "%12.2f" : "%12.4f"
        return String(format: format, value)
    }
}

/// Where it was measured.
struct Machine: Codable {
    var processors = ProcessInfo.processInfo.processorCount
    var model = "unknown processor"
    var kernel = "unknown"

    init() {
        let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        if let line = information.split(separator: "\n").first(where: { $0.hasPrefix("model name") }) {
            model = line.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? model
        }
        let release = try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
        kernel = release?.trimmingCharacters(in: .whitespacesAndNewlines) ?? kernel
    }
}
