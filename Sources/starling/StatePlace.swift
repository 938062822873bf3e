import Agent
import AnalyzerAPI
import Logging
import ServiceLifecycle
import UnixSignals

/// Where definitions are kept for the next start.
enum StatePlace {
    case nowhere
    case given(String)
    /// Where nobody has said: it may be missing.
    case usual(String)

    /// `--state`, else what systemd has made for the service, else the usual place of the system or of the user.
    init(option: String?) {
        if let option {
            self = option == "none" ? .nowhere : .given(option)
        } else if let directory = environment("STATE_DIRECTORY")?.split(separator: ":").first {
            self = .given(String(directory))
        } else if let path = Self.usualPath {
            self = .usual(path)
        } else {
            self = .nowhere
        }
    }

    private static var usualPath: String? {
        var variables: [String: String] = [:]
        for name in ["XDG_STATE_HOME", "HOME"] { variables[name] = environment(name) }
        return StateDirectory.path(nil, environment: variables)
    }

    /// The directory, made where it was not there; `nil`: nothing is kept.
    func open(_ logger: Logger) throws -> KeptState? {
        switch self {
        case .nowhere: return nil
        case .given(let path): return KeptState(try KeptFiles(path), logger)
        case .usual(let path):
            do {
                return KeptState(try KeptFiles(path), logger)
            } catch {
                logger.warning("definitions are not kept for the next start: \(error) (give another with --state DIR)")
                return nil
            }
        }
    }
}

/// Takes up again what the files have, when SIGHUP asks for it.
struct ReloadService: Service {
    let state: KeptState?
    let analyzer: Analyzer
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            guard let state else {
                logger.info("SIGHUP: nothing is kept that could be read again")
                continue
            }
            state.load(into: analyzer)
            logger.info("SIGHUP: definitions were read again", metadata: ["state": "\(state.path)"])
        }
    }
}
