import Engine
import Exporters
import NameResolution

/// What the analyzer says of itself at one moment.
struct AnalyzerReading: Sendable {
    /// Milliseconds since the start.
    var uptime: Int
    var ingest: IngestStatus
    var sockets: [SocketStatus]
    var http: HTTPCounters.Reading
    var process: ProcessReading
    /// `nil`: names are not asked for.
    var dns: ReverseDNSStatus?
    var ipfix: IPFIXExporter.Counts
    /// Flow definitions, and thresholds.
    var definitions: Int, thresholds: Int
    /// How often definitions could not be written for the next start.
    var stateFailures: Int
}

extension Analyzer {
    var reading: AnalyzerReading {
        AnalyzerReading(
            uptime: uptime,
            ingest: engine.status(),
            sockets: sockets(),
            http: http.read(),
            process: process.read(),
            dns: reverseDNS(),
            ipfix: ipfixCounts(),
            definitions: engine.flows().count,
            thresholds: engine.thresholds().count,
            stateFailures: state?.failures ?? 0
        )
    }
}
