extension AnalyzerResponder {
    /// What is new; where that is nothing, as soon as there is something, but not after the request's time-out.
    func answer(_ feed: Feed, _ request: APIRequest, waits: Bool) async throws(APIProblem) -> Answer {
        let end = ContinuousClock.now + request.waiting
        let news = try feed.news(analyzer, request, nil)
        guard waits, news.isEmpty, end > .now else { return news.answer }
        await waitForNews(of: feed, request, until: end)
        return try feed.news(analyzer, request, nil).answer
    }

    /// Returns early where the server stops.
    private func waitForNews(of feed: Feed, _ request: APIRequest, until end: ContinuousClock.Instant) async {
        let wakes = Wakes(listeners: [feed.listeners(analyzer)])
        try? await wakes.forEach(interval: end - .now) {
            if end <= .now { return false }
            return try feed.news(analyzer, request, nil).isEmpty
        }
    }
}
