import Foundation

/// Asks Docker for the statistics of all containers once each period, spread over it, as agents do that take their counters
/// from the runtime.
final class StatisticsAsker: @unchecked Sendable {
    private let engine: DockerEngine, question: String
    private let names: [String]
    private let seconds: Double, period: Double
    private let begin = Date()
    /// Guards what follows.
    private let lock = NSLock()
    private var next = 0
    private(set) var answers = 0
    private var waited = 0.0

    /// Questions that may be open at a time. An answer takes one to two seconds, unless it is asked for in one shot.
    private static let open = 40

    init(_ engine: DockerEngine, _ question: String, seconds: Double, period: Double) {
        (self.engine, self.question, self.seconds, self.period) = (engine, question, seconds, period)
        let listed = (try? engine.ask("GET", "/containers/json")) ?? Data()
        let containers = (try? JSONSerialization.jsonObject(with: listed)) as? [[String: Any]] ?? []
        names = containers.compactMap { $0["Id"] as? String }
    }

    var secondsPerAnswer: Double { waited / Double(max(answers, 1)) }

    /// Asks until the time is over.
    func run() {
        inParallel(Self.open) { [self] _ in
            while let (name, time) = take() {
                Thread.sleep(until: time)
                guard (try? engine.ask("GET", "/containers/\(name)/\(question)")) != nil else { continue }
                lock.withLock {
                    answers += 1
                    waited += Date().timeIntervalSince(time)
                }
            }
        }
    }

    /// Whom to ask next, and when; `nil` after the last.
    private func take() -> (name: String, time: Date)? {
        lock.withLock {
            let after = Double(next) * period / Double(max(names.count, 1))
            guard after < seconds, !names.isEmpty else { return nil }
            next += 1
            return (names[(next - 1) % names.count], begin + after)
        }
    }
}
