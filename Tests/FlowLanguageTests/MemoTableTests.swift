import Testing

@testable import FlowLanguage

@Suite final class MemoTableTests {
    private let memo = MemoTable()

    private func hash(_ value: Int) -> UInt64 { memo.hash(7, Register(UInt128(value)), stamp: 1) }

    private func insert(_ value: Int, until expires: UInt32 = .max) {
        memo.insert(Register(UInt128(value + 1)), for: hash(value), until: expires)
    }

    private func find(_ value: Int, now: UInt32 = 0) -> UInt128? { memo.find(hash(value), now: now)?.bits }

    @Test func mostOfWhatIsUsedAgainAndAgainStaysKnown() {
        for _ in 0..<8 { for value in 0..<20_000 where find(value) == nil { insert(value) } }
        let known = (0..<20_000).filter { find($0) == UInt128($0 + 1) }.count
        #expect(known > 19_500)
        #expect(memo.count <= 1 << 18)
    }

    @Test func aResultOfAnotherValueIsNeverGiven() {
        for value in 0..<100_000 { insert(value) }
        for value in 0..<200_000 { #expect(find(value).map { $0 == UInt128(value + 1) } ?? true) }
        #expect((100_000..<200_000).allSatisfy { find($0) == nil })
    }

    @Test func whatHasExpiredIsReplaced() {
        insert(1, until: 10)
        #expect(find(1, now: 9) == 2)
        #expect(find(1, now: 10) == nil)
        for value in 2..<2000 { insert(value) }
        insert(1, until: 20)
        #expect(find(1, now: 10) == 2)
        memo.removeAll()
        #expect(find(1, now: 10) == nil)
    }
}
