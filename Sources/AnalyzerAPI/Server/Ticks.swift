/// Moments an interval apart, the first at once. Moments that were missed are left out, not caught up.
struct Ticks: AsyncSequence, Sendable {
    typealias Element = Int
    let interval: Duration

    struct AsyncIterator: AsyncIteratorProtocol {
        let interval: Duration
        private var count = 0
        private let start = ContinuousClock.now

        init(interval: Duration) { self.interval = interval }

        /// The number of the moment.
        mutating func next() async throws -> Int? {
            guard count > 0 else {
                count = 1
                return 0
            }
            count = Swift.max(count, Int((ContinuousClock.now - start) / interval) + 1)
            try await Task.sleep(until: start + interval * count, tolerance: nil, clock: .continuous)
            defer { count += 1 }
            return count
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(interval: interval) }
}
