import Synchronization

/// All that key functions ask beyond the packet.
package final class LookupLibrary: Sendable {
    private let respond: @Sendable (Lookup) -> LookupAnswer
    private let count = Atomic<UInt64>(0)

    /// `answer` is called on ingest threads while their shard is locked: it must not wait, nor ask the engine.
    package init(_ answer: @escaping @Sendable (Lookup) -> LookupAnswer) { respond = answer }

    /// Knows nothing.
    package convenience init() { self.init { _ in LookupAnswer(nil) } }

    package func answer(_ question: Lookup) -> LookupAnswer { respond(question) }

    /// Changes when answers given before need not hold any more.
    package var generation: UInt64 { count.load(ordering: .relaxed) }

    /// What answers stand on has changed: a group, a map, the topology, an address.
    package func invalidate() { count.add(1, ordering: .relaxed) }
}
