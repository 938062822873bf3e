extension Analyzer {
    private static let interval = RouteParameter(
        "interval",
        .number(EventStream.intervalRange, default: 1),
        "seconds between events (1), 0.1 to 60"
    )

    static let streamRoutes: [Route] = [
        Route(
            .get,
            "/stream",
            "Several answers as one stream of server-sent events",
            parameters: [
                RouteParameter(
                    "path",
                    "a GET path with its query, percent-encoded; repeated, at most \(EventStream.pathLimit)"
                ).repeated.required,
                interval,
            ],
            response:
                "events named `0`, `1`, … by the position of their path; `data` is what GET answers, on one line; "
                + "while a path has no answer, an object with `error` and `status`",
            action: .streams
        ).answering(.events),
        Route(
            .get,
            "/stream/{path...}",
            "The answers of any GET path, with its query, as server-sent events: the first at once, then every interval",
            parameters: [interval],
            response:
                "events whose `data` is what GET answers, on one line; later problems are events named `problem`; a path "
                + "that has no answer at the start has GET's status",
            action: .stream
        ).answering(.events),
    ]
}
