import Synchronization

/// Counts calls that may come from any thread.
final class Count: Sendable {
    private let calls = Atomic(0)
    var value: Int { calls.load(ordering: .relaxed) }
    func add() { calls.add(1, ordering: .relaxed) }
}
