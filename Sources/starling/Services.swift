import Exporters
import Glibc
import Ingest
import ServiceLifecycle
import Webhooks

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

/// Tells of events, each address by itself.
struct WebhookService: Service {
    let webhooks: [Webhook]

    func run() async throws {
        await withDiscardingTaskGroup { group in
            for webhook in webhooks { group.addTask { try? await webhook.run() } }
            // A service that ends without having been told to ends the analyzer.
            try? await gracefulShutdown()
        }
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
