import NetTypes
import SFlow

/// What a shard knows of one sub-agent of an agent.
struct AgentState {
    let address: IPAddress
    let subAgent: UInt32
    /// Nanoseconds.
    let firstSeen: Int64
    var lastSeen: Int64
    /// Who sent its datagrams: itself, or relays. The latest few.
    var senders: [IPAddress] = []
    var datagrams = 0
    private(set) var sequence = AgentSequence()
    var discardSamples = 0

    static let maximumSenders = 8

    /// Takes a datagram's head. False: it came twice and is not to be used.
    mutating func observe(_ header: DatagramHeader, from sender: IPAddress, now: Int64) -> Bool {
        datagrams += 1
        lastSeen = now
        if senders.last != sender { remember(sender) }
        return sequence.observe(header)
    }

    /// The agent's uptime in its latest datagram, in milliseconds.
    var uptime: UInt32 { sequence.uptime }
    var counts: SequenceCounts { sequence.counts }
    /// Counts its restarts: its data sources begin anew with it.
    var epoch: UInt32 { sequence.restarts }

    private mutating func remember(_ sender: IPAddress) {
        senders.removeAll { $0 == sender }
        if senders.count == Self.maximumSenders { senders.removeFirst() }
        senders.append(sender)
    }
}

/// The sub-agents of a shard by number.
struct AgentTable {
    private struct Key: IndexKey {
        var address: IPAddress
        var subAgent: UInt32

        func hash(by hash: KeyHash) -> UInt32 {
            switch address {
            case .v4(let address): hash(UInt64(subAgent) << 32 | UInt64(address), 0)
            case .v6(let address):
                hash(UInt64(truncatingIfNeeded: address >> 64) ^ UInt64(subAgent), UInt64(truncatingIfNeeded: address))
            }
        }
    }

    private(set) var states: [AgentState?] = []
    private var numbers = NumberIndex(unused: Key(address: .v4(0), subAgent: 0))
    private var free: [Int] = []
    let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { numbers.count }

    /// The number of a sub-agent, new or known; `nil` when there is no room.
    mutating func number(_ address: IPAddress, _ subAgent: UInt32, now: Int64) -> Int? {
        let key = Key(address: address, subAgent: subAgent)
        if let number = numbers[key] { return number }
        guard numbers.count < capacity else { return nil }
        let state = AgentState(address: address, subAgent: subAgent, firstSeen: now, lastSeen: now)
        let number = free.popLast() ?? states.count
        if number == states.count { states.append(state) } else { states[number] = state }
        numbers.insert(key, number)
        return number
    }

    subscript(number: Int) -> AgentState {
        get { states[number]! }
        _modify { yield &states[number]! }
    }

    mutating func remove(_ number: Int) {
        let state = states[number]!
        numbers.remove(Key(address: state.address, subAgent: state.subAgent))
        states[number] = nil
        free.append(number)
    }
}
