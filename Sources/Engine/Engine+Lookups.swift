import FlowLanguage

extension Engine {
    /// Answers what a key function asks beyond the packet. Waits for nothing.
    package func answer(_ question: Lookup) -> LookupAnswer { lookups.answer(question) }
}

/// What such questions are answered from: snapshots of what the engine knows, which are replaced whole, and what
/// `EngineConfiguration.lookups` knows of the world outside.
///
/// It is asked on ingest threads while their shard is locked: nothing here may wait, nor take the mutex of a shard.
final class LookupSources: Sendable {
    private let external: @Sendable (Lookup) -> LookupAnswer

    init(_ configuration: EngineConfiguration) { external = configuration.lookups }

    func answer(_ question: Lookup) -> LookupAnswer {
        switch question {
        case .dns, .country, .asn, .oui, .port: external(question)
        case .group, .map: external(question)
        case .link, .node, .interfaceName: external(question)
        case .host, .workload, .workloadSource: external(question)
        }
    }
}
