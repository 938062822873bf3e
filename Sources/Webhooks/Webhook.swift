import AsyncHTTPClient
import Engine
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Synchronization

/// Posts events to an address, in their order, and again until they are taken.
///
/// The log of events is the queue: what it had no room for while nobody took events is lost, and counted.
package final class Webhook: Service {
    private let url: String
    private let log: EventLog
    private let encode: @Sendable ([ThresholdEvent]) -> [UInt8]
    private let logger: Logger
    private let firstDelay: Duration
    private let delivered = Atomic(0), missed = Atomic(0), refused = Atomic(0)

    /// Events in one request.
    static let batch = 100
    /// The longest time between two tries.
    static let longestDelay = Duration.seconds(60)
    static let timeout = TimeAmount.seconds(10)

    /// - Parameters:
    ///   - encode: the body of a request, in JSON.
    ///   - firstDelay: between the first two tries; it doubles.
    package init(
        _ url: String,
        _ log: EventLog,
        _ logger: Logger,
        firstDelay: Duration = .seconds(1),
        encode: @escaping @Sendable ([ThresholdEvent]) -> [UInt8]
    ) {
        (self.url, self.log, self.encode, self.logger, self.firstDelay) = (url, log, encode, logger, firstDelay)
    }

    /// Events that were taken, that came and went while nobody took any, and that were refused.
    package var counts: (delivered: Int, lost: Int, refused: Int) {
        (delivered.load(ordering: .relaxed), missed.load(ordering: .relaxed), refused.load(ordering: .relaxed))
    }

    package func run() async throws {
        let (news, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let listening = log.listeners.add { bell.yield() }
        defer { withExtendedLifetime(listening) {} }
        bell.yield()
        await cancelWhenGracefulShutdown { await self.deliver(news) }
    }

    private func deliver(_ news: AsyncStream<Void>) async {
        var known = 0
        for await _ in news {
            var events = log.events(after: known, limit: log.capacity)
            events.reverse()
            if let first = events.first, first.eventID > known + 1 { miss(first.eventID - known - 1) }
            while !events.isEmpty, !Task.isCancelled {
                let batch = Array(events.prefix(Self.batch))
                await post(batch)
                known = batch.last!.eventID
                events.removeFirst(batch.count)
            }
        }
    }

    private func miss(_ count: Int) {
        missed.add(count, ordering: .relaxed)
        logger.warning("\(count) events are lost to \(url): there were more than are kept")
    }

    /// Tries until the events are taken or refused.
    private func post(_ events: [ThresholdEvent]) async {
        let body = encode(events)
        var delay = firstDelay, hasFailed = false
        while !Task.isCancelled {
            switch await send(body) {
            case .taken:
                delivered.add(events.count, ordering: .relaxed)
                if hasFailed { logger.notice("\(url) takes events again") }
                return
            case .refused(let status):
                refused.add(events.count, ordering: .relaxed)
                return logger.error("\(url) refuses \(events.count) events: \(status)")
            case .failed(let reason):
                if !hasFailed { logger.warning("\(url) does not take events: \(reason); it is tried again") }
                hasFailed = true
            }
            try? await Task.sleep(for: delay)
            delay = min(delay * 2, Self.longestDelay)
        }
    }

    private enum Outcome {
        case taken
        /// It would be refused the next time, too.
        case refused(String)
        case failed(String)
    }

    private func send(_ body: [UInt8]) async -> Outcome {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "User-Agent", value: "starling")
        request.body = .bytes(ByteBuffer(bytes: body))
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: Self.timeout)
            // What it says is not needed; read, the connection can be used again.
            _ = try? await response.body.collect(upTo: 1 << 16)
            switch response.status.code {
            case 200..<300: return .taken
            case 408, 429, 500...: return .failed("\(response.status)")
            default: return .refused("\(response.status)")
            }
        } catch {
            return .failed("\(error)")
        }
    }
}
