import Enrichment
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
    let addresses = AddressBookKeeper()
    private let external: @Sendable (Lookup) -> LookupAnswer
    private let topology: TopologyKeeper
    let groups: NamedSets<AddressGroup>
    let maps: NamedSets<ValueMap>

    init(_ configuration: EngineConfiguration, _ topology: TopologyKeeper) {
        external = configuration.lookups
        self.topology = topology
        groups = NamedSets(configuration.groupLimits)
        maps = NamedSets(configuration.mapLimits)
    }

    func answer(_ question: Lookup) -> LookupAnswer {
        switch question {
        case .dns, .country, .asn, .oui, .port: external(question)
        case .group(let name, let address): LookupAnswer(groups[name]?.label(of: address), for: Self.setLifetime)
        case .map(let name, let value): LookupAnswer(maps[name]?.label(of: value), for: Self.setLifetime)
        case .link(let agent, let ifIndex): topology.link(agent, ifIndex)
        case .node(let agent, let ifIndex): topology.node(agent, ifIndex)
        case .interfaceName(let agent, let ifIndex): topology.interfaceName(agent, ifIndex)
        case .host, .workload, .workloadSource: addresses.book.answer(question)
        }
    }

    /// Seconds. A change makes answers void before that.
    private static let setLifetime = 3600.0
}
