import NetTypes
import Synchronization

/// What all agents call themselves and their interfaces, as the shards last told.
///
/// It may be asked on ingest threads while their shard is locked: its mutex is held for a look-up, or while what has changed
/// is put in, and nothing else is waited for meanwhile.
final class NameBook: Sendable {
    /// By shard: an agent may send to several.
    private let shards: Mutex<[[IPAddress: AgentNames]]>

    init(shards count: Int) { shards = Mutex(Array(repeating: [:], count: max(count, 1))) }

    func take(_ change: NameChange, shard: Int) {
        shards.withLock { shards in
            for (agent, names) in change.agents { shards[shard][agent] = names == AgentNames() ? nil : names }
            guard let live = change.live else { return }
            for agent in shards[shard].keys where !live.contains(agent) { shards[shard][agent] = nil }
        }
    }

    /// What an agent calls an interface.
    func interfaceName(_ agent: IPAddress, _ ifIndex: UInt32) -> String? {
        shards.withLock { $0.lazy.compactMap { $0[agent]?.interfaces[ifIndex] }.first }
    }

    /// What an agent calls its interfaces, by ifIndex.
    func interfaces(of agent: IPAddress) -> [UInt32: String] {
        let names = shards.withLock { $0.compactMap { $0[agent]?.interfaces } }
        return names.dropFirst().reduce(names.first ?? [:]) { $0.merging($1) { first, _ in first } }
    }

    /// The agents by their host names; of several with one name the first.
    func agentsByHost() -> [String: IPAddress] {
        var agents: [String: IPAddress] = [:]
        for shard in shards.withLock({ $0 }) {
            for (agent, names) in shard {
                if let host = names.host { agents[host] = min(agents[host] ?? agent, agent) }
            }
        }
        return agents
    }
}
