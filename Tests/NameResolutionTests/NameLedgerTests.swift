import NetTypes
import TestKit
import Testing

@testable import NameResolution

@Suite struct NameLedgerTests {
    private static let second: Int64 = 1_000_000_000

    private func settings(_ change: (inout ReverseDNSSettings) -> Void = { _ in }) -> ReverseDNSSettings {
        var settings = ReverseDNSSettings()
        settings.rate = 1000
        change(&settings)
        return settings
    }

    @Test func anAddressIsAskedForOnce() throws {
        var ledger = NameLedger(settings())
        for _ in 0..<3 { #expect(ledger.answer(.v4(1), now: 0) == .pending(nil)) }
        #expect(ledger.waiting == 1)
        let next = ledger.next(now: 0), asked = try #require(next)
        #expect(asked.address == .v4(1))
        #expect(ledger.answer(.v4(1), now: 0) == .pending(nil))
        #expect(ledger.next(now: 0) == nil && ledger.outstanding == 1)
        #expect(ledger.settle(asked.number, .name("a.", lifetime: 100), now: 0) == .v4(1))
        #expect(ledger.answer(.v4(1), now: 40 * Self.second) == .known("a.", lifetime: 60))
        #expect(ledger.waiting == 0 && ledger.outstanding == 0)
    }

    @Test func whatFailsKeepsTheNameAndWhatIsGoneLosesIt() {
        var ledger = NameLedger(settings())
        func ask(_ outcome: NameLedger.Outcome, now: Int64) -> NameLedger.Answer {
            _ = ledger.answer(.v4(1), now: now)
            guard let asked = ledger.next(now: now) else { return .pending("not asked") }
            _ = ledger.settle(asked.number, outcome, now: now)
            return ledger.answer(.v4(1), now: now)
        }
        #expect(ask(.name("a.", lifetime: 60), now: 0) == .known("a.", lifetime: 60))
        #expect(ask(.failed, now: 60 * Self.second) == .known("a.", lifetime: 30))
        #expect(ask(.abandoned, now: 90 * Self.second) == .pending("a."))
        #expect(ask(.nothing(lifetime: nil), now: 91 * Self.second) == .known(nil, lifetime: 300))
        #expect(ask(.nothing(lifetime: 0), now: 500 * Self.second) == .known(nil, lifetime: 60))
        #expect(ask(.nothing(lifetime: .max), now: 1000 * Self.second) == .known(nil, lifetime: 300))
        #expect(ask(.name("b.", lifetime: .max), now: 2000 * Self.second) == .known("b.", lifetime: 86_400))
    }

    @Test func questionsKeepToTheirPace() {
        var ledger = NameLedger(settings { $0.rate = 100 })
        for number in 0..<500 { _ = ledger.answer(.v4(UInt32(number)), now: 0) }
        var asked = 0
        for millisecond in 0..<2000 {
            while let next = ledger.next(now: Int64(millisecond) * 1_000_000) {
                _ = ledger.settle(next.number, .nothing(lifetime: nil), now: 0)
                asked += 1
            }
        }
        #expect((220...226).contains(asked), "100 a second, and 25 at once")
        let delay = ledger.delay(now: 1_999_000_000) ?? 0
        #expect(delay > 0 && delay <= 10_000_001)
    }

    @Test func thereAreNeverMoreQuestionsThanAllowed() {
        var ledger = NameLedger(settings { $0.outstanding = 3 })
        for number in 0..<10 { _ = ledger.answer(.v4(UInt32(number)), now: 0) }
        var asked: [Int] = []
        while let next = ledger.next(now: 0) { asked.append(next.number) }
        #expect(asked.count == 3 && ledger.delay(now: 0) == nil)
        _ = ledger.settle(asked[0], .failed, now: 0)
        #expect(ledger.next(now: 0) != nil)
    }

    @Test func aFloodOfAddressesFindsABound() {
        let bounds = settings {
            $0.cache = 1000
            $0.waiting = 100
            $0.outstanding = 10
        }
        var ledger = NameLedger(bounds), generator = SplitMix(seed: 3), now: Int64 = 0
        for _ in 0..<200_000 {
            now += 100_000
            // One address in ten is one of a hundred that come again and again.
            let isGood = Int.random(in: 0..<10, using: &generator) == 0
            let address = IPAddress.v4(.random(in: isGood ? 0...99 : 1000 ... .max, using: &generator))
            _ = ledger.answer(address, now: now)
            while let next = ledger.next(now: now) {
                _ = ledger.settle(next.number, .name("n.", lifetime: 86_400), now: now)
            }
            #expect(ledger.count <= 1000 && ledger.waiting <= 100 && ledger.outstanding <= 10)
        }
        #expect(ledger.refused > 100_000 && ledger.evicted > 10_000)
        let known = (0..<100).count { ledger.answer(.v4(UInt32($0)), now: now) != .pending(nil) }
        #expect(known >= 90, "what is in use stays: \(known)")
    }
}

@Suite struct PointerAnswerTests {
    /// An answer to a question of one label, with the records of `answers`.
    private func message(_ answers: [UInt8], count: UInt8 = 1, authorities: UInt8 = 0) -> [UInt8] {
        [0, 1, 0x81, 0x80, 0, 1, 0, count, 0, authorities, 0, 0] + [1, 0x78, 0] + [0, 12, 0, 1] + answers
    }

    private func pointer(_ data: [UInt8], lifetime: [UInt8] = [0, 0, 0, 9]) -> [UInt8] {
        [0xc0, 12, 0, 12, 0, 1] + lifetime + [UInt8(data.count >> 8), UInt8(data.count & 255)] + data
    }

    @Test func aNameMayPointToTheRestOfItself() {
        #expect(PointerAnswer(message(pointer([1, 0x61, 0xc0, 12]))) == .name("a.x.", lifetime: 9))
        #expect(PointerAnswer(message(pointer(encoded(["a"]), lifetime: [0x80, 0, 0, 0]))) == .name("a.", lifetime: 0))
    }

    @Test(
        arguments: [
            [0], [], [0xc0], [0xc0, 31], [0xc0, 0xff], [1, 0x61, 0xc0, 31], [0x40, 1], [0x80], [5, 0x61], [1, 0x2e, 0],
            [1, 0x20, 0], [1, 0x2c, 0], [1, 0xe4, 0], [1, 0, 0],
        ] as [[UInt8]]
    )
    func whatIsNoHostNameIsRefused(data: [UInt8]) {
        #expect(PointerAnswer(message(pointer(data))) == .badName(lifetime: 9))
    }

    @Test func longNamesAreRefused() {
        let label = String(repeating: "a", count: 63)
        let fits = encoded([label, label, label, String(label.prefix(61))])
        guard case .name(let name, _) = PointerAnswer(message(pointer(fits))) else { Issue.record("refused"); return }
        #expect(name.utf8.count == 254)
        let long = encoded([label, label, label, label])
        #expect(PointerAnswer(message(pointer(long))) == .badName(lifetime: 9))
    }

    @Test func messagesThatEndTooEarlyDoNoHarm() {
        let whole = message(pointer(encoded(["a", "b"])) + pointer([1, 0x61, 0xc0, 12]), count: 2)
        for count in 0..<whole.count { _ = PointerAnswer(Array(whole[..<count])) }
        #expect(PointerAnswer([]) == .malformed && PointerAnswer(Array(whole[..<13])) == .malformed)
        #expect(PointerAnswer(message([], count: 255)) == .nothing(lifetime: nil))
    }

    @Test(arguments: 0..<50 as Range<UInt64>) func damagedMessagesDoNoHarm(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        let whole = message(pointer(encoded(["a", "b"])) + pointer([1, 0x61, 0xc0, 12]), count: 2)
        for _ in 0..<1000 {
            var bytes = whole
            for _ in 0..<4 {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if case .name(let name, _) = PointerAnswer(bytes) {
                #expect(name.utf8.count <= 255 && name.hasSuffix("."))
                #expect(name.utf8.allSatisfy { $0 >= 0x2d && $0 < 0x7b && !(0x41...0x5a).contains($0) })
            }
        }
    }
}
