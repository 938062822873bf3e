import Engine
import Enrichment
import FlowLanguage
import Logging
import NameResolution
import ServiceLifecycle

/// What names addresses: files, and DNS. What of it cannot be had is told, and the rest goes on.
struct Naming: Sendable {
    let answers: EnrichmentAnswers
    let dns: ReverseDNS?
    private let reader: NameFileReader
    private let first: [NameFileNotice]
    private let logger: Logger

    /// Reads the files and starts to ask for names.
    init(_ settings: AnalyzerSettings, _ logger: Logger) {
        let sources = NameSources()
        reader = NameFileReader(settings.nameFiles, into: sources)
        dns = Self.start(settings.dns, logger)
        answers = EnrichmentAnswers(files: sources, dns: dns)
        first = reader.refresh().notices
        self.logger = logger
    }

    /// Says what came of the files at the start.
    func tell() { first.forEach(log) }

    private static func start(_ settings: ReverseDNSSettings?, _ logger: Logger) -> ReverseDNS? {
        guard let settings else { return nil }
        do {
            return try ReverseDNS(settings, clock: monotonicNanoseconds)
        } catch {
            logger.warning("names of addresses are not known: \(error)")
            return nil
        }
    }

    /// Reads files that have changed. Whether there were any.
    func refresh() -> Bool {
        let (hasChanged, notices) = reader.refresh()
        notices.forEach(log)
        return hasChanged
    }

    private func log(_ notice: NameFileNotice) {
        let level: Logger.Level =
            switch notice.weight {
            case .read: .debug
            case .missing: .info
            case .problem: .warning
            }
        logger.log(level: level, "\(notice.text)")
    }
}

/// Reads the files again when they have changed, and ends DNS when everything else has stopped.
struct NamingService: Service {
    let naming: Naming
    let engine: Engine

    private static let interval = Duration.seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: Self.interval)) != nil {
                if naming.refresh() { engine.lookups.invalidate() }
            }
        }
        naming.dns?.stop()
    }
}
