import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

extension AnalyzerResponder {
    /// Server-sent events until the client goes or the server stops.
    func stream(_ stream: EventStream, _ request: Request) throws(APIProblem) -> Response {
        let fields: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        guard request.method != .head else { return Response(status: .ok, headers: fields) }
        guard let place = analyzer.http.openStream() else {
            throw APIProblem(503, "there are \(RequestLimits.streams) streams already")
        }
        let body = ResponseBody { writer in
            defer { withExtendedLifetime(place) {} }
            try await request.body.consumeWithCancellationOnInboundClose { _ in try await stream.send(to: &writer) }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: fields, body: body)
    }
}

extension EventStream {
    /// Writes the events of every moment, and what happens between them. A write waits until the connection takes it, so that a
    /// slow client gets fewer events and nothing piles up.
    func send(to writer: inout any ResponseBodyWriter) async throws {
        let step = min(interval, hasFeed ? Feed.interval : Self.heartbeat)
        var progress = Progress(), due = ContinuousClock.now, written = due
        for try await tick in Ticks(interval: step).cancelOnGracefulShutdown() {
            let now = ContinuousClock.now, isDue = tick == 0 || due <= now
            if isDue { due = now + interval - step / 2 }
            var text = tick == 0 ? firstEvents(&progress) : events(&progress, isDue: isDue)
            if text.isEmpty, now - written >= Self.heartbeat - step { text = Array(":\n\n".utf8) }
            guard !text.isEmpty else { continue }
            written = now
            try await writer.write(ByteBuffer(bytes: text))
        }
    }
}
