import Testing

@testable import Budget

@Suite struct BudgetTests {
    @Test func whatOneDoesNotUseAnotherMay() {
        let pool = BytePool(limit: 10 << 20)
        var large = ByteAllowance(pool), small = ByteAllowance(pool)
        var got = small.take(1000)
        #expect(got)
        var count = 0
        while large.take(1 << 20) { count += 1 }
        // The other's reserve is out of reach, and so is what is left of the last megabyte.
        #expect(count == 9 && large.refused == 1 && large.used == 9 << 20)
        #expect(pool.takenBytes <= pool.limit)
        large.giveBack(9 << 20)
        got = small.take(8 << 20)
        #expect(got && small.used == 1000 + (8 << 20))
    }

    @Test func aReserveIsUsedBeforeThePoolIsAsked() {
        let pool = BytePool(limit: 1 << 30)
        var owner = ByteAllowance(pool)
        var got = owner.take(1)
        let taken = pool.takenBytes
        #expect(got && taken == ByteAllowance.piece + 1)
        got = owner.take(ByteAllowance.piece)
        #expect(got && pool.takenBytes == taken)
    }

    @Test(arguments: [0, -1, 1, 999]) func moreThanThereIsIsRefused(_ limit: Int) {
        var owner = ByteAllowance(limit: limit)
        let got = owner.take(1000)
        #expect(!got && owner.refused == 1 && owner.used == 0)
    }

    @Test func theLastByteCanBeHad() {
        var owner = ByteAllowance(limit: 1000)
        let got = [owner.take(999), owner.take(1), owner.take(1)]
        #expect(got == [true, true, false])
        owner.giveBack(1000)
        let whole = owner.take(1000)
        #expect(whole)
    }

    @Test func anOwnerThatGoesGivesEverythingBack() {
        let pool = BytePool(limit: 1 << 20)
        take(half: pool)
        #expect(pool.takenBytes == 0)
    }

    private func take(half pool: BytePool) {
        var owner = ByteAllowance(pool)
        let got = owner.take(1 << 19)
        #expect(got && pool.takenBytes > 1 << 18)
    }

    @Test func manyOwnersAtOnceNeverHaveMoreThanTheLimit() async {
        let pool = BytePool(limit: 3 << 20)
        await withTaskGroup(of: Bool.self) { group in
            for seed in 1...8 { group.addTask { stress(pool, UInt64(seed)) } }
            for await isWithin in group { #expect(isWithin) }
        }
        #expect(pool.takenBytes == 0)
    }

    /// Takes and gives back; false if there was ever more than the pool has.
    private func stress(_ pool: BytePool, _ seed: UInt64) -> Bool {
        var owner = ByteAllowance(pool), state = seed, isWithin = true
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            let bytes = Int(state >> 45)
            if state >> 40 & 1 == 0 || owner.used < bytes { _ = owner.take(bytes) } else { owner.giveBack(bytes) }
            isWithin = isWithin && pool.takenBytes <= pool.limit && owner.used <= pool.limit
        }
        return isWithin
    }
}
