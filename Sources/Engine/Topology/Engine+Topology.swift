import FlowLanguage
import NetTypes
import Topology

extension Engine {
    /// Takes the place of the topology that was set before.
    package func setTopology(_ topology: Topology) {
        self.topology.set(topology)
        lookups.invalidate()
    }

    /// The topology that was set, and how many have been since the start.
    package var currentTopology: (topology: Topology, version: Int) {
        let snapshot = topology.snapshot
        return (snapshot.topology, snapshot.version)
    }

    /// The agents and interfaces that the topology is made of, as far as they are known.
    package var resolvedTopology: ResolvedTopology { topology.snapshot.resolved }

    func take(_ change: NameChange, shard: Int) {
        if topology.take(change, shard: shard) { lookups.invalidate() }
    }
}

extension TopologyKeeper {
    /// The link at a port. Without an answer there is none: a change makes all answers void.
    func link(_ agent: IPAddress, _ ifIndex: UInt32) -> LookupAnswer {
        LookupAnswer(snapshot.resolved.link(agent, ifIndex)?.link)
    }

    /// The node that a port is of.
    func node(_ agent: IPAddress, _ ifIndex: UInt32) -> LookupAnswer {
        LookupAnswer(snapshot.resolved.node(agent, ifIndex))
    }

    /// What the agent calls a port. Names come with counters, so that there may be one soon where there is none.
    func interfaceName(_ agent: IPAddress, _ ifIndex: UInt32) -> LookupAnswer {
        let name = names.interfaceName(agent, ifIndex)
        return LookupAnswer(name, for: name == nil ? 5 : 60)
    }
}
