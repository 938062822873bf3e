/// Things that happen one by one and are numbered.
package struct Feed: Sendable {
    /// What is newer than a number.
    struct News: Sendable {
        var answer: Answer
        /// The number of the newest.
        var latest: Int
        var isEmpty: Bool
    }

    /// How often those who wait look for news: they cost who makes them nothing.
    static let interval = Duration.milliseconds(100)
    /// Seconds that a request may wait.
    static let waitRange = 0.0...60.0

    /// `after` is `nil` for a request by itself, which says what it knows.
    var news: @Sendable (Analyzer, APIRequest, _ after: Int?) throws(APIProblem) -> News
}

extension APIRequest {
    /// How long the answer may wait for news.
    func waiting() throws(APIProblem) -> Duration {
        .milliseconds(Int64(1000 * (try query.number("timeout", default: 0, in: Feed.waitRange))))
    }
}
