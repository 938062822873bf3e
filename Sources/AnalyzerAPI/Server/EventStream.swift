import Engine
import JSON

/// The answers of some GET paths again and again, as the text of server-sent events.
struct EventStream: Sendable {
    /// One path of a stream.
    struct Source: Sendable {
        /// `nil`: the events have no name.
        var name: String?
        var route: Route
        var request: APIRequest
    }

    static let pathLimit = 64
    static let intervalRange = 0.1...60.0
    /// Without events for so long, a comment keeps proxies from closing the connection.
    static let heartbeat = Duration.seconds(15)

    let analyzer: Analyzer
    let sources: [Source]
    let interval: Duration

    /// What a feed's reader has been sent, by the place of the source.
    typealias Progress = [Int: Int]

    /// The events of one moment; where that is not due, what has happened since the one before.
    func events(_ progress: inout Progress, isDue: Bool = true) -> [UInt8] {
        var text: [UInt8] = []
        for (place, source) in sources.enumerated() {
            if case .feed(let feed) = source.route.action {
                append(source, feed, &progress[place], to: &text)
            } else if isDue {
                append(source, to: &text)
            }
        }
        return text
    }

    /// The first events: how long a client is to wait before it connects again stands before them.
    func firstEvents(_ progress: inout Progress) -> [UInt8] { Array("retry: 2000\n\n".utf8) + events(&progress) }

    /// Those who are told what happens between the moments.
    var listeners: [Listeners] {
        sources.compactMap { if case .feed(let feed) = $0.route.action { feed.listeners(analyzer) } else { nil } }
    }

    /// What is new; at first what GET answers, also where that is nothing.
    private func append(_ source: Source, _ feed: Feed, _ known: inout Int?, to text: inout [UInt8]) {
        guard let news = try? feed.news(analyzer, source.request, known), known == nil || !news.isEmpty else { return }
        known = news.latest
        append(name: source.name, data: news.answer.text(indent: 0), to: &text)
    }

    private func append(_ source: Source, to text: inout [UInt8]) {
        do {
            let answer = try analyzer.answer(source.route, source.request)
            append(name: source.name, data: answer.text(indent: 0), to: &text)
        } catch {
            var writer = JSONWriter()
            writer.value(error)
            append(name: source.name ?? "problem", data: writer.bytes, to: &text)
        }
    }

    private func append(name: String?, data: [UInt8], to text: inout [UInt8]) {
        if let name { text.append(contentsOf: "event: \(name)\n".utf8) }
        for line in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            text.append(contentsOf: "data: ".utf8)
            text.append(contentsOf: line)
            text.append(UInt8(ascii: "\n"))
        }
        text.append(UInt8(ascii: "\n"))
    }
}

extension Analyzer {
    /// The answer of a GET route.
    func answer(_ route: Route, _ request: APIRequest) throws(APIProblem) -> Answer {
        switch route.action {
        case .answer(let answer): return try answer(self, request)
        case .feed(let feed): return try feed.news(self, request, nil).answer
        case .stream, .streams: throw .badRequest("a stream cannot be streamed")
        }
    }

    /// The stream that a request asks for. Every path must exist; for a stream of one path it must have an answer, too.
    func eventStream(_ route: Route, _ request: APIRequest) throws(APIProblem) -> EventStream {
        var request = request
        let seconds = request.number("interval")
        let stream = EventStream(
            analyzer: self,
            sources: try sources(route, &request),
            interval: .milliseconds(Int64((seconds * 1000).rounded()))
        )
        if case .stream = route.action { _ = try answer(stream.sources[0].route, stream.sources[0].request) }
        return stream
    }

    private func sources(_ route: Route, _ request: inout APIRequest) throws(APIProblem) -> [EventStream.Source] {
        _ = request.query.take("interval")
        guard case .streams = route.action else {
            var target = try RequestTarget(request.argument("path")[...])
            target.query = request.query
            return [try source(nil, target)]
        }
        let paths = request.query.all("path")
        guard (1...EventStream.pathLimit).contains(paths.count) else {
            throw .badRequest(
                "a stream has 1 to \(EventStream.pathLimit) paths: ?path=/analyzer/json",
                attribute: "path"
            )
        }
        var sources: [EventStream.Source] = []
        for (index, path) in paths.enumerated() { sources.append(try source("\(index)", try RequestTarget(path[...]))) }
        return sources
    }

    private func source(_ name: String?, _ target: RequestTarget) throws(APIProblem) -> EventStream.Source {
        let (route, request) = try Self.routes.resolve(RouteMethod.get, target)
        switch route.action {
        case .answer: break
        // Parameters that are wrong are told at the start.
        case .feed(let feed): _ = try feed.news(self, request, nil)
        case .stream, .streams: throw .badRequest("a stream cannot be streamed")
        }
        return EventStream.Source(name: name, route: route, request: request)
    }
}

extension Answer {
    /// The body.
    func text(indent: Int) -> [UInt8] {
        switch self {
        case .json(let write):
            var writer = JSONWriter(indent: indent)
            write(&writer)
            return writer.bytes
        case .text(let text): return Array(text.utf8)
        case .parts(_, let parts): return Array(parts().joined())
        case .done: return []
        }
    }
}
