import NetTypes

/// Whom addresses belong to: the hosts and workloads of all agents at a moment. It does not change; another takes its place.
///
/// An address is looked for at the agent that saw the packet first: what repeats on every node (Docker's default network) is
/// its own there. Elsewhere it is somebody's only where one agent alone tells of it.
final class AddressBook: Sendable {
    /// Where a station is: its shard and its number there.
    struct Place: Hashable {
        var shard: UInt16
        var number: UInt32
    }

    /// An agent, and its host if that is known.
    struct AgentEntry {
        let address: IPAddress
        var host: Place?
    }

    /// An address at an agent.
    struct LocalKey: Hashable {
        /// An IPv4 address as one mapped into IPv6; a MAC address as no IPv6 address of a station is.
        var address: UInt128
        /// The agent's place in `agents`.
        var agent: UInt32
    }

    /// The stations of one agent that have an address.
    struct Owners {
        var first: Place
        /// Where the others are in `others`; `nil`: there are none.
        var others: Int32?
    }

    /// A data source `3.n` of an agent.
    struct WorkloadIndex: Hashable {
        var agent: UInt32
        var index: UInt32
    }

    private let shards: [[Station?]]
    private let agents: [AgentEntry]
    private let agentNumbers: [IPAddress: UInt32]
    private let local: [LocalKey: Owners]
    private let others: [[Place]]
    private let global: [UInt128: UInt32]
    private let workloads: [WorkloadIndex: Place?]
    /// Addresses of stations that were left out because the book is full.
    let refused: Int

    init(_ maker: AddressBookMaker = AddressBookMaker([], capacity: 0)) {
        (shards, agents, agentNumbers) = (maker.shards, maker.agents, maker.agentNumbers)
        (local, others, global, workloads) = (maker.local, maker.others, maker.global, maker.workloads)
        refused = maker.refused
    }

    /// The number of addresses.
    var count: Int { global.count }

    func agent(_ address: IPAddress) -> UInt32? { agentNumbers[address] }

    func host(of agent: UInt32) -> Station? { agents[Int(agent)].host.flatMap { station($0) } }

    /// The one agent that has an address.
    func agent(having address: UInt128) -> UInt32? {
        guard let agent = global[address], agent != AddressBookMaker.several else { return nil }
        return agent
    }

    /// The stations that have an address at an agent.
    func owners(of address: UInt128, at agent: UInt32) -> [Station] {
        guard let owners = local[LocalKey(address: address, agent: agent)] else { return [] }
        let more = owners.others.map { others[Int($0)] } ?? []
        return ([owners.first] + more).compactMap { station($0) }
    }

    /// The workload that is a data source `3.n` of an agent.
    func workload(_ index: WorkloadIndex) -> Station? {
        guard case .some(.some(let place)) = workloads[index] else { return nil }
        return station(place)
    }

    private func station(_ place: Place) -> Station? { shards[Int(place.shard)][Int(place.number)] }

    static func key(_ address: IPAddress) -> UInt128 {
        switch address.unmapped {
        case .v4(let address): 0xffff << 32 | UInt128(address)
        case .v6(let address): address
        }
    }

    /// No IPv6 address of a station begins so: `ff00::/8` are groups.
    static func key(_ mac: MACAddress) -> UInt128 { 0xffff << 112 | UInt128(mac.bits) }
}
