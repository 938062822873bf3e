import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The HTTP server of the API and the console.
package struct AnalyzerServer: Service {
    private let analyzer: Analyzer
    private let files: StaticFiles?
    private let logger: Logger
    private let onReady: @Sendable (_ port: Int) async -> Void

    /// Inert until it runs. `onReady` is called when it listens, with its port.
    package init(
        analyzer: Analyzer,
        files: StaticFiles? = nil,
        logger: Logger,
        onReady: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.analyzer = analyzer
        self.files = files
        self.logger = logger
        self.onReady = onReady
    }

    /// Serves until it is shut down; throws `ListenError` when it cannot listen.
    package func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw ListenError(settings: analyzer.settings, error: error.errnoCode)
        } catch is SocketAddressError.UnknownHost {
            throw ListenError(settings: analyzer.settings, reason: "there is no host of that name")
        } catch is SocketAddressError {
            throw ListenError(settings: analyzer.settings, reason: "that is no address")
        }
    }

    /// The application that is served; tests ask it without a socket.
    package var application: Application<AnalyzerResponder> {
        let counters = analyzer.http
        return Application(
            responder: AnalyzerResponder(analyzer: analyzer, files: files, logger: logger),
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [ConnectionHandlerInstaller(counters: counters)],
                    idleTimeout: .seconds(RequestLimits.idleSeconds),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: RequestLimits.header,
                        maxHeaderListSize: RequestLimits.headers,
                        maxHeaderFieldCount: RequestLimits.headerCount
                    )
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(analyzer.settings.hostname, port: Int(analyzer.settings.port)),
                serverName: "starling",
                availableConnectionsDelegate: .maximum(RequestLimits.connections, logger: quiet)
            ),
            onServerRunning: { [onReady] channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: quiet
        )
    }

    /// The server's own messages only from warnings up: what there is to say is said here.
    private var quiet: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}

/// Why the HTTP server cannot listen; one line that says what to do.
package struct ListenError: Error, CustomStringConvertible {
    package let description: String

    init(settings: HTTPSettings, reason: String) {
        description = "cannot listen on \(settings.hostname) port \(settings.port) (HTTP): \(reason)"
    }

    init(settings: HTTPSettings, error: CInt) {
        let reason =
            switch error {
            case EADDRINUSE: "the port is in use; stop what uses it, or choose another with --http ADDR:PORT"
            case EACCES: "not permitted; choose a port above 1023 with --http ADDR:PORT"
            case EADDRNOTAVAIL: "this host does not have the address; choose one with --http ADDR:PORT"
            default: String(cString: strerror(error))
            }
        self.init(settings: settings, reason: reason)
    }
}
