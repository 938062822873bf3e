import ArgumentParser
import AsyncHTTPClient
import JSON
import NIOCore
import NIOHTTP1

/// Asks a running analyzer.
struct QueryClient {
    /// `http://localhost:8008`, without a slash at its end.
    let server: String

    /// Bytes of the longest answer.
    private static let limit = 1 << 30
    private static let timeout = TimeAmount.seconds(30)

    /// The text that GET answers.
    func get(_ path: String) async throws -> [UInt8] { try await send(.GET, path) }

    func json(_ path: String) async throws -> JSONValue {
        let bytes = try await get(path)
        return try JSONValue(bytes, limits: JSONLimits(bytes: Self.limit, depth: 32, values: 100_000_000))
    }

    func put(_ path: String, _ body: JSONValue) async throws {
        var writer = JSONWriter()
        writer.value(body)
        _ = try await send(.PUT, path, writer.bytes)
    }

    func delete(_ path: String) async throws { _ = try await send(.DELETE, path) }

    private func send(_ method: HTTPMethod, _ path: String, _ body: [UInt8] = []) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: server + path)
        request.method = method
        if !body.isEmpty { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response: HTTPClientResponse, answer: ByteBuffer
        do {
            response = try await HTTPClient.shared.execute(request, timeout: Self.timeout)
            answer = try await response.body.collect(upTo: Self.limit)
        } catch let error as HTTPClientError where error == .invalidURL || error == .unsupportedScheme("") {
            throw Failure("\(server) is no address of an analyzer: write http://localhost:8008")
        } catch {
            throw Failure(
                "no analyzer answers at \(server): \(Self.reason(error)) (start one with 'starling up', or name another with --server)"
            )
        }
        let bytes = [UInt8](answer.readableBytesView)
        guard (200..<300).contains(response.status.code) else { throw Failure(Self.problem(bytes, response.status)) }
        return bytes
    }

    private static func reason(_ error: any Error) -> String {
        let text = "\(error)"
        return text.contains("Connection refused") ? "connection refused" : text
    }

    /// What the analyzer says is wrong.
    private static func problem(_ bytes: [UInt8], _ status: HTTPResponseStatus) -> String {
        guard let answer = try? JSONValue(bytes), case .string(let text)? = answer["error"] else {
            return "the analyzer answers \(status)"
        }
        guard case .array(let suggestions)? = answer["suggestions"], case .string(let nearest)? = suggestions.first
        else { return text }
        return text.contains(nearest) ? text : "\(text), did you mean '\(nearest)'?"
    }
}

/// What every query takes.
struct QueryOptions: ParsableArguments {
    enum Format: String, CaseIterable, ExpressibleByArgument { case table, json, csv }

    @Option(
        name: .long,
        help: ArgumentHelp("The analyzer. (default: $STARLING_SERVER, else http://127.0.0.1:8008)", valueName: "url")
    )
    var server: String?

    @Option(name: .long, help: "How it is printed: table, json or csv.")
    var format = Format.table

    @Flag(name: .long, help: "Ask again and again, until it is interrupted.")
    var watch = false

    @Option(name: .long, help: ArgumentHelp("Seconds between two questions with --watch.", valueName: "s"))
    var interval = 1.0

    func validate() throws {
        guard (0.1...3600).contains(interval) else {
            throw ValidationError("--interval is to be 0.1 to 3600 seconds, not \(interval).")
        }
        let schemes = ["http://", "https://"]
        guard schemes.contains(where: { client.server.hasPrefix($0) }) else {
            throw ValidationError("--server '\(client.server)' is no address: write http://localhost:8008.")
        }
    }

    var client: QueryClient {
        var address = server ?? environment("STARLING_SERVER") ?? "http://127.0.0.1:8008"
        while address.hasSuffix("/") { address.removeLast() }
        return QueryClient(server: address)
    }

    /// Prints what is asked for, once or again and again.
    func show(_ ask: (QueryClient) async throws -> QueryAnswer) async throws {
        try await reportingErrors {
            let client = client
            repeat {
                let text = try await ask(client).text(format)
                let isScreen = watch && format == .table && isTerminal(1)
                // From the top left on, and nothing left below.
                write(isScreen ? "\u{1b}[H\u{1b}[J" + text : text, to: 1)
                if watch { try await Task.sleep(for: .seconds(interval)) }
            } while watch
        }
    }
}
