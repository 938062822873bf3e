import FlowTables
import NetTypes

/// Gathers the flows of many tables as a `FlowMerge` says.
struct FlowGathering: ~Copyable {
    private let merge: FlowMerge
    private let keyWords: Int
    private let hash: KeyHash
    /// With `agent` the number of the agent is behind the key.
    private var merger: FlowMerger
    private var agents: [IPAddress: UInt64] = [:]

    init(_ merge: FlowMerge, keyWords: Int, hash: KeyHash) {
        self.merge = merge
        self.keyWords = keyWords
        self.hash = hash
        merger = FlowMerger(merge.mode, keyWords: merge == .agent ? keyWords + 1 : keyWords, hash: hash)
    }

    /// How many flows of each table an answer of `limit` is made from: where tables are added up, also a flow that is among
    /// the largest in none of them may be among the largest.
    func tableLimit(_ limit: Int) -> Int { merge.mode == .sum ? max(2 * limit, 100) : limit }

    /// Takes the largest flows of a table.
    mutating func add(_ table: borrowing FlowTable, _ limit: Int, now: Double, of agent: IPAddress, source: UInt32) {
        guard merge == .agent else { return table.report(limit, now: now, source: source, into: &merger) }
        for flow in table.top(limit, now: now, source: source) { add(flow, of: agent) }
    }

    /// Takes one flow.
    mutating func add(_ flow: TopFlow, of agent: IPAddress) {
        var flow = flow
        if merge == .agent {
            let number = agents[agent] ?? UInt64(agents.count)
            agents[agent] = number
            flow.key.append(number)
        }
        merger.add(flow)
    }

    /// The largest flows of at least `minimum`, largest first.
    consuming func top(_ limit: Int, minimum: Double = 0) -> [TopFlow] {
        guard merge == .agent else { return merger.top(limit, minimum: minimum) }
        let count = merger.count
        var largest = FlowMerger(.max, keyWords: keyWords, hash: hash)
        for var flow in merger.top(count) {
            flow.key.removeLast()
            largest.add(flow)
        }
        return largest.top(limit, minimum: minimum)
    }
}
