import Engine

/// Things that happen one by one and are numbered.
package struct Feed: Sendable {
    /// What is newer than a number.
    struct News: Sendable {
        var answer: Answer
        /// The number of the newest.
        var latest: Int
        var isEmpty: Bool
    }

    /// Seconds that a request may wait.
    static let waitRange = 0.0...60.0

    /// The parameter of a request that may wait.
    static func timeout(_ thing: String) -> RouteParameter {
        RouteParameter(
            "timeout",
            .number(waitRange, default: 0),
            "seconds to wait for the first \(thing) where there is none (0), at most 60"
        )
    }

    /// Those who are told when there is something new.
    var listeners: @Sendable (Analyzer) -> Listeners
    /// `after` is `nil` for a request by itself, which says what it knows.
    var news: @Sendable (Analyzer, APIRequest, _ after: Int?) throws(APIProblem) -> News
}

extension APIRequest {
    /// How long the answer may wait for news.
    var waiting: Duration { .milliseconds(Int64(1000 * number("timeout"))) }
}
