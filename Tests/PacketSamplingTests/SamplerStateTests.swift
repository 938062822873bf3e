import Glibc
import Testing

@testable import PacketSampling

struct SamplerStateTests {
    @Test(
        arguments: [
            (0, [1, 2], [0, 0]), (7, [1], [7]), (10, [1, 1], [5, 5]), (10, [0, 3, 1], [0, 7, 3]),
            (1, [1, 1, 1], [0, 0, 1]), (3, [5, 0, 0], [3, 0, 0]),
        ] as [(UInt64, [UInt64], [UInt64])]
    )
    func dropsAreDividedWhole(_ drops: UInt64, _ weights: [UInt64], _ expected: [UInt64]) throws {
        let shares = try #require(dropShares(drops, weights: weights))
        #expect(shares == expected)
        #expect(shares.reduce(0, +) == drops)
    }

    @Test func dropsThatNobodyCanHaveCausedWait() {
        #expect(dropShares(5, weights: []) == nil)
        #expect(dropShares(5, weights: [0, 0]) == nil)
    }

    @Test func aRateHoldsForPacketsThatCameBefore() {
        var interface = SampledInterface(slot: 0)
        let wishes = [10, 10, 100].map { SampledInterface.Wish(rate: $0, headerBytes: 128) }
        var changed: [Bool] = []
        for (wish, now) in zip(wishes, [1000, 1500, 2000] as [UInt64]) {
            changed.append(interface.setWish(wish, now: now))
        }
        #expect(changed == [true, false, true])
        #expect([999, 1999, 2000].map { interface.rate(at: $0) } == [10, 10, 100])
        changed.append(interface.setWish(.init(), now: 3000))
        #expect([2999, 3000].map { interface.rate(at: $0) } == [100, 0])
    }

    @Test func aRefusalSaysWhatToDo() {
        let error = SamplingUnavailable(SystemCallError(action: "open a packet socket", errno: EPERM))
        #expect(error.reason.contains("CAP_NET_RAW") && error.remedy.contains("root"))
        #expect(error.description.hasPrefix("packet sampling is unavailable: "))
        let memory = SamplingUnavailable(SystemCallError(action: "open a packet socket", errno: ENOMEM))
        #expect(memory.reason.contains("memory"))
    }
}
