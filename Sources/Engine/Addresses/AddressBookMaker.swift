import NetTypes
import SFlow

/// Makes an address book of the stations of all shards.
struct AddressBookMaker {
    typealias Place = AddressBook.Place

    let shards: [[Station?]]
    private(set) var agents: [AddressBook.AgentEntry] = []
    private(set) var agentNumbers: [IPAddress: UInt32] = [:]
    private(set) var local: [AddressBook.LocalKey: AddressBook.Owners] = [:]
    private(set) var others: [[Place]] = []
    /// The agent that has an address, or `several`.
    private(set) var global: [UInt128: UInt32] = [:]
    /// `nil` where two sub-agents have one.
    private(set) var workloads: [AddressBook.WorkloadIndex: Place?] = [:]
    private(set) var refused = 0
    private let capacity: Int

    static let several: UInt32 = .max
    /// Stations of one agent that are told apart where they have an address in common.
    static let ownerLimit = 32

    /// - Parameter capacity: addresses at most.
    init(_ shards: [[Station?]], capacity: Int) {
        self.shards = shards
        self.capacity = capacity
        let count = shards.reduce(0) { $0 + $1.count }
        local.reserveCapacity(min(2 * count, capacity))
        global.reserveCapacity(min(2 * count, capacity))
        workloads.reserveCapacity(count)
        for (shard, stations) in shards.enumerated() {
            for (number, station) in stations.enumerated() {
                if let station { add(station, Place(shard: UInt16(shard), number: UInt32(number))) }
            }
        }
    }

    private mutating func add(_ station: Station, _ place: Place) {
        let agent = agentNumber(station.key.agent)
        if station.isHost {
            if agents[Int(agent)].host == nil { agents[Int(agent)].host = place }
            add(station.key.agent, place, agent)
        } else {
            let index = AddressBook.WorkloadIndex(agent: agent, index: station.key.source.index)
            workloads[index] = workloads[index] == nil ? .some(place) : .some(nil)
        }
        for address in station.ipAddresses { add(address, place, agent) }
        for mac in station.macs { add(AddressBook.key(mac), place, agent) }
    }

    private mutating func agentNumber(_ address: IPAddress) -> UInt32 {
        if let number = agentNumbers[address] { return number }
        let number = UInt32(agents.count)
        agents.append(AddressBook.AgentEntry(address: address))
        agentNumbers[address] = number
        return number
    }

    private mutating func add(_ address: IPAddress, _ place: Place, _ agent: UInt32) {
        switch AddressScope(address) {
        case .node, .network: add(AddressBook.key(address), place, agent)
        case .none, .loopback: break
        }
    }

    private mutating func add(_ address: UInt128, _ place: Place, _ agent: UInt32) {
        let key = AddressBook.LocalKey(address: address, agent: agent)
        if let owners = local[key] { return join(owners, place, key) }
        guard local.count < capacity else {
            refused += 1
            return
        }
        local[key] = AddressBook.Owners(first: place)
        let known = global[address]
        global[address] = known == nil || known == agent ? agent : Self.several
    }

    private mutating func join(_ owners: AddressBook.Owners, _ place: Place, _ key: AddressBook.LocalKey) {
        guard owners.first != place else { return }
        guard let list = owners.others else {
            local[key]!.others = Int32(others.count)
            others.append([place])
            return
        }
        if others[Int(list)].count < Self.ownerLimit, !others[Int(list)].contains(place) {
            others[Int(list)].append(place)
        }
    }
}
