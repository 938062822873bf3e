import Engine
import NetTypes
import SFlow

/// What came of one sub-agent of an agent.
struct AgentTally: Sendable {
    let address: IPAddress
    let subAgent: UInt32
    var datagrams = 0, bytes = 0
    var flowSamples = 0, counterSamples = 0, discards = 0, otherSamples = 0
    var sequence = AgentSequence()

    var samples: Int { flowSamples + counterSamples + discards + otherSamples }
}

/// The sub-agents that were heard of, a bounded number.
struct AgentTallies: Sendable {
    struct Key: Hashable {
        var address: IPAddress
        var subAgent: UInt32
    }

    /// A network has fewer; who makes up agents does not fill the memory.
    static let limit = 10_000

    private(set) var all: [AgentTally] = []
    private var places: [Key: Int] = [:]
    private var latest: (key: Key, place: Int)?
    /// Datagrams of sub-agents for which there was no room.
    private(set) var others = 0

    /// The place of a sub-agent; `nil`: there is no room for it.
    mutating func place(_ header: DatagramHeader) -> Int? {
        guard let address = IPAddress(header.agent) else { return nil }
        let key = Key(address: address, subAgent: header.subAgent)
        if let latest, latest.key == key { return latest.place }
        guard let place = find(key) else {
            others += 1
            return nil
        }
        latest = (key, place)
        return place
    }

    private mutating func find(_ key: Key) -> Int? {
        if let place = places[key] { return place }
        guard all.count < Self.limit else { return nil }
        all.append(AgentTally(address: key.address, subAgent: key.subAgent))
        places[key] = all.count - 1
        return all.count - 1
    }

    subscript(place: Int) -> AgentTally {
        get { all[place] }
        _modify { yield &all[place] }
    }

    /// By address and sub-agent.
    var sorted: [AgentTally] { all.sorted { ($0.address, $0.subAgent) < ($1.address, $1.subAgent) } }

    var lost: Int { all.reduce(0) { $0 + $1.sequence.counts.lost } }
}
