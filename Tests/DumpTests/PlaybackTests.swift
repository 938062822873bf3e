import Testing

@testable import Dump

@Suite struct PlaybackTests {
    private static let second: UInt64 = 1_000_000_000

    @Test func datagramsAreAsFarApartAsTheyWere() {
        var playback = Playback(speed: 1)
        #expect(playback.wait(for: 100 * Self.second, now: 7) == 0)
        #expect(playback.wait(for: 103 * Self.second, now: 7 + Self.second) == 2 * Self.second)
        #expect(playback.wait(for: 103 * Self.second, now: 7 + 3 * Self.second) == 0)
    }

    @Test(arguments: [(0.1, 10.0), (2, 0.5), (50, 0.02)])
    func theyComeFasterOrSlower(_ speed: Double, _ seconds: Double) {
        var playback = Playback(speed: speed)
        _ = playback.wait(for: 0, now: 0)
        #expect(playback.wait(for: Self.second, now: 0) == UInt64(seconds * 1e9))
    }

    @Test func whatIsOutOfOrderIsDueAtOnce() {
        var playback = Playback(speed: 1)
        _ = playback.wait(for: 10 * Self.second, now: 0)
        #expect(playback.wait(for: 9 * Self.second, now: 0) == 0)
    }

    @Test func anEndlessWaitIsNoOverflow() {
        var playback = Playback(speed: 1e-300)
        _ = playback.wait(for: 0, now: 0)
        #expect(playback.wait(for: .max, now: 0) > 0)
    }
}

@Suite struct LineLimitTests {
    @Test func aBurstIsToldAndThenALineNowAndThen() {
        var limit = LineLimit(), told = 0
        for _ in 0..<100 where limit.admit(now: 1).tell { told += 1 }
        #expect(told == LineLimit.burst)
        let later = limit.admit(now: 2 + LineLimit.pause)
        #expect(later.tell && later.suppressed == 95)
        #expect(!limit.admit(now: 3 + LineLimit.pause).tell)
    }
}
