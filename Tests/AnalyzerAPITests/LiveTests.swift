import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import NetTypes
import Testing

@testable import AnalyzerAPI

/// What only a socket can show: streams, limits of the parser, clients that misbehave.
@Suite struct LiveTests {
    private func withServer(
        _ api: TestAPI = .withAgent(),
        _ test: @escaping @Sendable (TestClient, Analyzer) async throws -> Void
    ) async throws {
        var api = api
        api.settings.port = 0
        let analyzer = Analyzer(engine: api.engine, settings: api.settings)
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let server = AnalyzerServer(analyzer: analyzer, logger: quiet) { ready.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let port = try #require(await ports.first { _ in true })
            try await test(TestClient(port: port), analyzer)
            group.cancelAll()
        }
    }

    @Test func aStreamSendsTheFirstEventAtOnceAndGoesOn() async throws {
        try await withServer { client, _ in
            let text = try await client.exchange("GET /stream/version?interval=0.1 HTTP/1.1\r\nHost: localhost\r\n\r\n")
            {
                $0.components(of: "data: \(starlingVersion)") >= 3
            }
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(text.lowercased().contains("content-type: text/event-stream\r\n"))
        }
    }

    @Test func aStreamEndsWithItsClient() async throws {
        try await withServer { client, analyzer in
            _ = try await client.exchange("GET /stream?path=/version&path=/api HTTP/1.1\r\nHost: localhost\r\n\r\n") {
                $0.contains("event: 1")
            }
            // Its place is given back when the server has noticed.
            while analyzer.http.read().streams > 0 { await Task.yield() }
            #expect(analyzer.http.read().connectionsTotal == 1)
        }
    }

    @Test(arguments: [
        (
            "GET /version HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n",
            "HTTP/1.1 400"
        ),
        (
            "GET /version HTTP/1.1\r\nHost: localhost\r\n\(String(repeating: "X: y\r\n", count: 200))\r\n",
            "HTTP/1.1 400"
        ),
        ("GET /version HTTP/9.9\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400"),
        ("\u{1}\u{2}\u{3}\r\n\r\n", "HTTP/1.1 400"),
        ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 414"),
        ("GET /flow/%zz/json HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400"),
        ("GET /metric/ALL/[a]|{b},c:d/json HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400"),
        ("GET /version HTTP/1.1\r\nHost: evil.example.com\r\n\r\n", "HTTP/1.1 403"),
        ("GET /version HTTP/1.1\r\nHost: localhost:99999\r\n\r\n", "HTTP/1.1 200"),
        ("PUT /flow/f/json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n", "HTTP/1.1 413"),
        (
            "PUT /flow/f/json HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n14000\r\n"
                + String(repeating: "x", count: 0x14000) + "\r\n0\r\n\r\n", "HTTP/1.1 413"
        ),
        ("PUT /flow/f/json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n{,}", "HTTP/1.1 400"),
        ("DELETE /version HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 405"),
        ("BREW /version HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 4"),
    ])
    func abuseIsAnsweredAndTheServerGoesOn(request: String, expected: String) async throws {
        try await withServer { client, _ in
            let answer = try await client.exchange(request) { $0.contains("\r\n\r\n") }
            #expect(answer.hasPrefix(expected), "\(answer.prefix(200))")
            let next = try await client.exchange("GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n") {
                $0.hasSuffix(starlingVersion)
            }
            #expect(next.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func requestsAndBytesAreCounted() async throws {
        try await withServer { client, analyzer in
            let request = "GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n"
            let answer = try await client.exchange(request) { $0.hasSuffix(starlingVersion) }
            let counts = analyzer.http.read()
            #expect(counts.messagesReceived == 1 && counts.messagesSent == 1)
            #expect(counts.bytesReceived == request.utf8.count)
            #expect(counts.bytesSent == answer.utf8.count)
        }
    }

    @Test func aTakenPortIsOneLineThatSaysWhatToDo() async throws {
        try await withServer { client, _ in
            var settings = HTTPSettings()
            settings.port = UInt16(client.port)
            let second = AnalyzerServer(analyzer: Analyzer(engine: TestAPI().engine, settings: settings), logger: quiet)
            let error = await #expect(throws: ListenError.self) { try await second.run() }
            let text = try #require(error?.description)
            #expect(text.contains("the port is in use") && text.contains("--http") && !text.contains("\n"), "\(text)")
        }
    }
}
