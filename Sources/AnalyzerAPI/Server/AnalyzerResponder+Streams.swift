import HTTPTypes
import Hummingbird
import NIOCore

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
        let step = min(interval, Self.heartbeat)
        var progress = Progress(), due = ContinuousClock.now, written = due, isFirst = true
        try await Wakes(listeners: listeners).forEach(interval: step) {
            let now = ContinuousClock.now, isDue = isFirst || due <= now
            // A moment that comes a little early is still that moment.
            if isDue { due = now + interval - min(step / 2, .milliseconds(50)) }
            var text = isFirst ? firstEvents(&progress) : events(&progress, isDue: isDue)
            isFirst = false
            if text.isEmpty, now - written >= Self.heartbeat - step { text = Array(":\n\n".utf8) }
            guard !text.isEmpty else { return true }
            written = now
            try await writer.write(ByteBuffer(bytes: text))
            return true
        }
    }
}
