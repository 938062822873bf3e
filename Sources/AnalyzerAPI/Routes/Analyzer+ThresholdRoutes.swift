import Engine
import JSON

extension Analyzer {
    static let thresholdRoutes: [Route] = [
        Route(.get, "/threshold/json", "The thresholds", response: "an object by name") { analyzer, _ in
            let thresholds = analyzer.engine.thresholds().sorted { $0.key < $1.key }
            return .json { writer in writer.object { for (name, one) in thresholds { $0.member(name, one) } } }
        },
        Route(.get, "/threshold/{name}/json", "A threshold", response: "the threshold; 404 when there is none") {
            (analyzer, request) throws(APIProblem) in
            guard let threshold = analyzer.engine.threshold(request.argument("name")) else {
                throw request.noSuchThreshold
            }
            return .json(threshold)
        },
        Route(
            .put,
            "/threshold/{name}/json",
            "Watches a metric or a flow definition: `metric` (required), `value` (required; an event when a data source exceeds it), "
                + "`filter` (`{\"ifspeed\":[\"1000000000\"]}`: only data sources whose metrics have one of these values; `*` stands "
                + "for anything), `byFlow` (false; an event for each key of a flow definition), `timeout` (2 seconds; how long a "
                + "value must have been below before its next event). The body is read leniently",
            response: "204; 400 when something is wrong; 403 when the analyzer is read-only or there are too many"
        ) { (analyzer, request) throws(APIProblem) in try analyzer.putThreshold(request) }.keeping(.threshold).taking(
            .threshold
        ),
        Route(
            .delete,
            "/threshold/{name}/json",
            "Watches no more",
            response: "204; 404 when there is none; 403 when the analyzer is read-only"
        ) { (analyzer, request) throws(APIProblem) in
            guard analyzer.engine.removeThreshold(request.argument("name")) else { throw request.noSuchThreshold }
            return .done
        }.keeping(.threshold),
        Route(
            .get,
            "/events/json",
            "The latest events",
            parameters: [
                RouteParameter("thresholdID", "only of these thresholds, separated by commas; may be repeated")
                    .repeated,
                RouteParameter(
                    "eventID",
                    .integer(Int.min...Int.max, default: 0),
                    "only events that are newer than this number"
                ),
                RouteParameter(
                    "maxEvents",
                    .integer(0...1_000_000, default: nil),
                    "how many at most (all that are kept, `events.max`)"
                ),
                Feed.timeout("event"),
            ],
            response:
                "an array, newest first: `eventID` (counts from 1 at the start of the analyzer) `timestamp` (milliseconds since "
                + "1970) `thresholdID metric threshold value agent dataSource`, with `byFlow` also `flowKey` and, where the "
                + "definition has them, `values`. Streamed, the events are pushed as they happen",
            action: .feed(
                Feed(listeners: \.engine.eventLog.listeners) { (analyzer, request, after) throws(APIProblem) in
                    try analyzer.events(request, after)
                }
            )
        ),
    ]

    private func putThreshold(_ request: APIRequest) throws(APIProblem) -> Answer {
        let name = request.argument("name")
        guard name.utf8.count <= Self.flowNameLimit, !name.utf8.contains(where: { $0 < 0x20 }) else {
            throw .badRequest("a threshold's name has at most \(Self.flowNameLimit) bytes and no control characters")
        }
        guard name != ThresholdEvent.reconciliation else {
            throw .badRequest("'\(name)' is the name that the analyzer's own events have")
        }
        let threshold = try Threshold(body: request.body)
        do throws(TooManyThresholds) {
            try engine.setThreshold(name, threshold)
        } catch {
            throw APIProblem(403, "there are \(error.limit) thresholds already; delete one first")
        }
        return .done
    }

    private func events(_ request: APIRequest, _ after: Int?) throws(APIProblem) -> Feed.News {
        let log = engine.eventLog
        let known = request.integer("eventID"), limit = request.integer("maxEvents", default: log.capacity)
        let thresholds = Set(request.query.all("thresholdID").flatMap { $0.split(separator: ",").map(String.init) })
        // Before the events are looked at: one that comes meanwhile is asked for the next time.
        let latest = log.latest
        let events = log.events(after: after ?? known, of: thresholds, limit: limit)
        return Feed.News(
            answer: .json(events),
            latest: max(events.first?.eventID ?? 0, latest),
            isEmpty: events.isEmpty
        )
    }
}

extension APIRequest {
    fileprivate var noSuchThreshold: APIProblem { .notFound("there is no threshold '\(argument("name"))'") }
}
