import Synchronization

/// Bodies that are longer than most may be: few at the same time, so that memory is bounded.
final class LongBodies: Sendable {
    private let count = Atomic(0)
    static let limit = 2

    /// Whether there is room for one more, which then has to `leave`.
    func enter() -> Bool {
        if count.wrappingAdd(1, ordering: .relaxed).newValue <= Self.limit { return true }
        leave()
        return false
    }

    func leave() { count.wrappingSubtract(1, ordering: .relaxed) }
}
