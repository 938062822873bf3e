import AnalyzerAPI
import Engine
import Exporters
import Glibc
import Ingest
import JSON
import Logging
import NameResolution
import NetTypes
import ServiceLifecycle
import UnixSignals
import Webhooks

/// The parts of the analyzer, wired: sockets and threads, the engine, the HTTP server.
struct RunningAnalyzer {
    let ingest: Ingest
    private let engine: Engine
    private let analyzer: Analyzer
    private let state: KeptState?
    private let webhooks: [Webhook]
    private let naming: Naming
    /// `nil`: the system had no room for its thread.
    private let exporter: IPFIXExporter?
    private let settings: AnalyzerSettings
    private let logger: Logger

    /// Binds the sFlow sockets and starts to receive.
    init(_ settings: AnalyzerSettings, _ logger: Logger) throws {
        state = try settings.state.open(logger)
        var configuration = EngineConfiguration(clock: monotonicNanoseconds)
        configuration.shards = settings.threads
        naming = Naming(settings, logger)
        configuration.lookups = naming.answers.answer
        configuration.maximumFlowRecords = settings.flowRecords
        configuration.maximumEvents = settings.events
        engine = Engine(configuration)
        ingest = try Self.receive(engine, settings)
        engine.relay.refuse { [ingest] in ingest.receives($0) }
        exporter = IPFIXExporter(engine)
        analyzer = Analyzer(
            engine: engine,
            settings: settings.http,
            state: state,
            sockets: { [ingest] in ingest.sockets },
            reverseDNS: { [dns = naming.dns] in dns?.status },
            ipfixCounts: { [exporter] in exporter?.counts ?? IPFIXExporter.Counts() }
        )
        state?.load(into: analyzer)
        webhooks = settings.webhooks.map { [engine] url in
            Webhook(url, engine.eventLog, logger) { events in
                var writer = JSONWriter()
                writer.value(events)
                return writer.bytes
            }
        }
        self.settings = settings
        self.logger = logger
    }

    /// Serves until SIGINT or SIGTERM; `services` run beside it. `onReady` is called with the console's address.
    func run(
        beside services: [any Service] = [],
        onReady: @escaping @Sendable (_ url: String) -> Void = { _ in }
    ) async throws {
        let http = settings.http, logger = logger, addresses = ingest.addresses, naming = naming
        let server = AnalyzerServer(analyzer: analyzer, files: consoleFiles, logger: logger) { port in
            let url = consoleURL(http.hostname, port)
            logger.info(
                "receiving sFlow and serving HTTP",
                metadata: ["sflow": "\(addresses.map(\.description).joined(separator: ","))", "http": "\(url)"]
            )
            naming.tell()
            onReady(url)
        }
        // Stopped from the last to the first.
        let own: [any Service] = [
            NamingService(naming: naming, engine: engine), ExportService(exporter: exporter),
            IngestService(ingest: ingest), AddressBookService(engine: engine),
            WebhookService(webhooks: webhooks), ReloadService(state: state, analyzer: analyzer, logger: logger), server,
        ]
        try await group(own + services + [ForcedStop()]).run()
    }

    private func group(_ services: [any Service]) -> ServiceGroup {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .critical)
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigint, .sigterm],
            logger: quiet
        )
        configuration.maximumGracefulShutdownDuration = .seconds(2)
        return ServiceGroup(configuration: configuration)
    }

    /// Without `--sflow` every address, of IPv4 alone where the host has no IPv6.
    private static func receive(_ engine: Engine, _ settings: AnalyzerSettings) throws -> Ingest {
        guard settings.sFlow.isEmpty else { return try Ingest(engine, on: settings.sFlow) }
        do throws(IngestError) {
            return try Ingest(engine, on: [SocketAddress(.v6(0), port: settings.sFlowPort)])
        } catch .system(_, EAFNOSUPPORT) {
            return try Ingest(engine, on: [SocketAddress(.v4(0), port: settings.sFlowPort)])
        } catch .noSuchAddress {
            return try Ingest(engine, on: [SocketAddress(.v4(0), port: settings.sFlowPort)])
        }
    }
}

/// The address for a browser on this host: an unspecified address is `localhost`.
func consoleURL(_ hostname: String, _ port: Int) -> String {
    switch IPAddress(hostname) {
    case let address? where address.isUnspecified: "http://localhost:\(port)/"
    case .v4(0x7f00_0001), .v6(1): "http://localhost:\(port)/"
    case .v6: "http://[\(hostname)]:\(port)/"
    default: "http://\(hostname):\(port)/"
    }
}
