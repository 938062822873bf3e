import ArgumentParser

/// `starling analyze`
struct Analyze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Receives sFlow, and serves metrics and top flows over HTTP.",
        discussion: "SIGINT and SIGTERM stop it; a second one at once. SIGHUP has definitions read again."
    )

    @OptionGroup var options: AnalyzerOptions

    func run() async throws {
        let logger = options.logging.makeLogger()
        try await reportingErrors {
            let analyzer = try RunningAnalyzer(try options.settings(logger), logger)
            try await analyzer.run()
        }
    }
}
