import JSON
import NetTypes
import Testing

@testable import AnalyzerAPI

@Suite struct EventStreamTests {
    private let analyzer = Analyzer(engine: TestAPI.withAgent().engine)

    private func stream(_ path: String) throws -> EventStream {
        let (route, request) = try Analyzer.routes.resolve(.get, try RequestTarget(path[...]))
        return try analyzer.eventStream(route, request)
    }

    @Test func theDataIsWhatGetAnswersOnOneLine() throws {
        let stream = try stream("/stream/metric/ALL/sum:ifspeed/json?interval=0.5&ifindex=2")
        #expect(stream.interval == .milliseconds(500))
        let text = String(decoding: stream.firstEvents(), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 5)
        #expect(lines[0].hasPrefix("retry: "))
        #expect(lines[2].hasPrefix(#"data: [{"metricName":"sum:ifspeed","metricValue":2000000,"metricN":1"#), "\(text)")
        #expect(lines[1] == "" && lines[3] == "" && lines[4] == "")
    }

    @Test func severalPathsAreNamedByTheirPosition() throws {
        let stream = try stream(
            "/stream?path=/version&path=/metric/ALL/load_one/json%3Fhost_name%3Dleaf%252A&path=/flow/x/json"
        )
        let text = String(decoding: stream.events(), as: UTF8.self)
        #expect(text.hasPrefix("event: 0\ndata: \(starlingVersion)\n\nevent: 1\ndata: [{"))
        #expect(text.contains("\"metricValue\":0.5"))
        #expect(text.hasSuffix("event: 2\ndata: {\"error\":\"there is no flow definition 'x'\",\"status\":404}\n\n"))
    }

    @Test(arguments: [
        ("/stream/nothing", 404), ("/stream/flow/x/json", 404), ("/stream/version?interval=0.01", 400),
        ("/stream/version?interval=x", 400), ("/stream", 400), ("/stream?path=version", 400),
        ("/stream?path=/stream/version", 400),
        ("/stream/stream/version", 400), ("/stream/stream?path=/version", 400), ("/stream?path=/nothing", 404),
        ("/stream?" + String(repeating: "path=/version&", count: 65), 400),
    ])
    func whatCannotBeStreamedIsRefused(path: String, status: Int) {
        let problem = #expect(throws: APIProblem.self) { try stream(path) }
        #expect(problem?.status == status)
    }

    @Test func streamsAreBounded() {
        var places: [StreamPlace] = []
        for _ in 0..<RequestLimits.streams { if let place = analyzer.http.openStream() { places.append(place) } }
        #expect(places.count == RequestLimits.streams)
        #expect(analyzer.http.openStream() == nil)
        places.removeLast()
        #expect(analyzer.http.openStream() != nil)
        places = []
        #expect(analyzer.http.read().streams == 0)
    }
}

extension EventStream {
    /// The events of a reader that has been sent nothing yet.
    func events() -> [UInt8] {
        var progress = Progress()
        return events(&progress)
    }

    func firstEvents() -> [UInt8] {
        var progress = Progress()
        return firstEvents(&progress)
    }
}
