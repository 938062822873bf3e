import Engine
import FlowLanguage
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NetTypes
import SFlow
import ServiceLifecycle
import Synchronization
import TestKit
import Testing
import XDR

@testable import Webhooks

/// Against a real server that takes, refuses or fails.
@Suite(.timeLimit(.minutes(1))) struct WebhookTests {
    /// What a server was sent, and what it is to answer: the first answers, then 204.
    private final class Receiver: Sendable {
        private let state: Mutex<(answers: [HTTPResponse.Status], bodies: [String])>
        init(_ answers: [HTTPResponse.Status] = []) { state = Mutex((answers, [])) }
        var bodies: [String] { state.withLock { $0.bodies } }

        func take(_ body: String) -> HTTPResponse.Status {
            state.withLock { state in
                state.bodies.append(body)
                return state.answers.isEmpty ? .noContent : state.answers.removeFirst()
            }
        }
    }

    private let engine: Engine
    private let sent = Sent()

    private final class Sent: Sendable { let number = Atomic<UInt32>(0) }

    init() throws {
        var configuration = EngineConfiguration(clock: { 1_000_000_000_000 })
        configuration.maximumEvents = 150
        engine = Engine(configuration)
        try engine.setFlow("seen", FlowDefinition(keys: "ipsource", value: "bytes"))
        try engine.setThreshold("new", Threshold(metric: "seen", value: 0, byFlow: true))
    }

    /// Makes events, one for each address.
    private func makeEvents(_ count: Int) {
        for _ in 0..<count {
            let number = sent.number.add(1, ordering: .relaxed).newValue
            var builder = DatagramBuilder(sequence: number, uptime: number)
            var sample = FlowSample()
            (sample.sequence, sample.source, sample.samplingRate) = (number, .interface(4), 10)
            let address = [10, UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255)]
            let header: [UInt8] =
                Array(repeating: 2, count: 12) + [8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 47, 0, 0] + address + [
                    10, 0, 0, 1,
                ]
            builder.flow(sample, header: header, frameLength: 1000)
            let bytes = builder.bytes
            engine.ingest(shard: 0) { $0.take(bytes.span.bytes, from: .v4(0x7f00_0001)) }
        }
    }

    private func withWebhook(
        _ receiver: Receiver,
        _ test: @escaping @Sendable (Webhook) async throws -> Void
    ) async throws {
        let router = Router()
        router.post("/hook") { request, _ in
            Response(status: receiver.take(String(buffer: try await request.body.collect(upTo: 1 << 20))))
        }
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let server = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { ready.yield($0.localAddress!.port!) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let port = try #require(await ports.first { _ in true })
            let hook = Webhook(
                "http://127.0.0.1:\(port)/hook",
                engine.eventLog,
                Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                firstDelay: .milliseconds(1)
            ) { Array($0.map { "\($0.eventID)" }.joined(separator: ",").utf8) }
            group.addTask { try await hook.run() }
            try await test(hook)
            group.cancelAll()
        }
    }

    private func wait(for condition: () -> Bool) async { while !Task.isCancelled, !condition() { await Task.yield() } }

    @Test func eventsArePostedInTheirOrder() async throws {
        let receiver = Receiver()
        try await withWebhook(receiver) { hook in
            for count in [1, 2, 30] {
                let before = hook.counts.delivered
                makeEvents(count)
                await wait { hook.counts.delivered == before + count }
            }
            let numbers = receiver.bodies.joined(separator: ",").split(separator: ",").map { Int($0)! }
            #expect(numbers == Array(1...33) && hook.counts.lost == 0)
        }
    }

    @Test func whatFailsIsTriedAgain() async throws {
        let receiver = Receiver([.internalServerError, .serviceUnavailable, .tooManyRequests])
        try await withWebhook(receiver) { hook in
            makeEvents(1)
            await wait { hook.counts.delivered == 1 }
            #expect(receiver.bodies == ["1", "1", "1", "1"])
        }
    }

    @Test func whatIsRefusedIsNot() async throws {
        let receiver = Receiver([.notFound])
        try await withWebhook(receiver) { hook in
            makeEvents(1)
            await wait { hook.counts.refused == 1 }
            makeEvents(1)
            await wait { hook.counts.delivered == 1 }
            #expect(receiver.bodies == ["1", "2"])
        }
    }
}
