/// How metrics are written.
package enum ExpositionFormat: Hashable, Sendable, CaseIterable {
    /// Prometheus' text format, 0.0.4.
    case text
    /// OpenMetrics 1.0.
    case openMetrics

    package var mediaType: String {
        switch self {
        case .text: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// What the client of an `Accept` field wants (RFC 9110, section 12.5.1): OpenMetrics only where it names that, and does
    /// not want plain text more.
    package init(accept: String) {
        var quality = [ExpositionFormat: Double]()
        for range in accept.split(separator: ",") {
            guard let (format, wanted) = Self.range(range) else { continue }
            quality[format] = max(quality[format] ?? 0, wanted)
        }
        let openMetrics = quality[.openMetrics] ?? 0
        self = openMetrics > 0 && openMetrics >= quality[.text] ?? 0 ? .openMetrics : .text
    }

    /// The format of a media range, and how much it is wanted, 0 to 1; `nil`: it is of neither, or of another version.
    private static func range(_ text: Substring) -> (ExpositionFormat, quality: Double)? {
        let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
        let format: ExpositionFormat
        switch parts.first {
        case "application/openmetrics-text": format = .openMetrics
        case "text/plain": format = .text
        default: return nil
        }
        var quality = 1.0
        for parameter in parts.dropFirst() {
            if parameter.hasPrefix("q=") { quality = Double(parameter.dropFirst(2)) ?? 0 }
            if parameter.hasPrefix("version="), parameter != "version=\(format.version)" { return nil }
        }
        return (format, quality)
    }

    private var version: String { self == .text ? "0.0.4" : "1.0.0" }
}
