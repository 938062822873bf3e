import Exporters
import Glibc
import Ingest
import ServiceLifecycle

/// Ends the ingest threads when everything else has stopped.
struct IngestService: Service {
    let ingest: Ingest

    func run() async throws {
        try? await gracefulShutdown()
        ingest.stop()
    }
}

/// Sends the flow records that wait, when no more are made.
struct ExportService: Service {
    let exporter: IPFIXExporter?

    func run() async throws {
        try? await gracefulShutdown()
        exporter?.stop()
    }
}

/// From the first signal on, the next one ends the process at once.
struct ForcedStop: Service {
    func run() async throws {
        try? await gracefulShutdown()
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
    }
}
