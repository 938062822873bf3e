/// The sum of the counters of members that come and go: disks, interfaces.
///
/// It never falls, which a receiver would take for a wrap: what a member has counted stays when it goes, a member that
/// starts again at zero adds what it has counted since, and one that appears later adds what it counts from then on.
struct CounterTotal {
    /// Running totals, in an order that the user of the total defines; lane 0 tells whether a member started again.
    typealias Counters = SIMD8<UInt64>

    private(set) var sum = Counters()
    private var members: [Member] = []
    private var round: UInt64 = 0

    private struct Member {
        var key: UInt64
        var last: Counters
        var round: UInt64
    }

    /// Starts a reading of all members.
    mutating func beginRound() { round += 1 }

    /// Adds what the member `key` shows now.
    mutating func add(_ key: UInt64, _ now: Counters) {
        guard let index = members.firstIndex(where: { $0.key == key }) else {
            members.append(Member(key: key, last: now, round: round))
            if round <= 1 { sum &+= now }
            return
        }
        let last = members[index].last
        sum &+= now[0] < last[0] ? now : now &- last
        members[index].last = now
        members[index].round = round
    }

    /// Forgets the members that were not added in this reading.
    mutating func endRound() { members.removeAll { $0.round != round } }
}
