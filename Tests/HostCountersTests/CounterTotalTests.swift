import Testing

@testable import HostCounters

@Suite struct CounterTotalTests {
    private func counters(_ first: UInt64, _ second: UInt64 = 0) -> CounterTotal.Counters {
        CounterTotal.Counters(first, second, 0, 0, 0, 0, 0, 0)
    }

    private func round(_ total: inout CounterTotal, _ members: [UInt64: CounterTotal.Counters]) -> UInt64 {
        total.beginRound()
        for (key, value) in members { total.add(key, value) }
        total.endRound()
        return total.sum[0]
    }

    @Test func startsWithWhatHasBeenCounted() {
        var total = CounterTotal()
        #expect(round(&total, [1: counters(10), 2: counters(5)]) == 15)
        #expect(round(&total, [1: counters(11), 2: counters(7)]) == 18)
    }

    @Test func doesNotFallWhenAMemberGoes() {
        var total = CounterTotal()
        #expect(round(&total, [1: counters(10), 2: counters(5)]) == 15)
        #expect(round(&total, [1: counters(12)]) == 17)
        #expect(round(&total, [1: counters(12), 2: counters(1000)]) == 17)
        #expect(round(&total, [1: counters(12), 2: counters(1001)]) == 18)
    }

    @Test func aMemberThatStartsAgainAddsWhatItHasCountedSince() {
        var total = CounterTotal()
        #expect(round(&total, [1: counters(100, 7)]) == 100)
        #expect(round(&total, [1: counters(3, 2)]) == 103)
        #expect(total.sum[1] == 9)
    }

    @Test func noMembersAreZero() {
        var total = CounterTotal()
        #expect(round(&total, [:]) == 0)
    }
}
