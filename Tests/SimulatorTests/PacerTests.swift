import Testing

@testable import Simulator

@Suite struct PacerTests {
    @Test func waitsUntilItIsDue() {
        var pacer = Pacer(speed: 2, start: 1_000_000_000)
        #expect(pacer.wait(until: 1, now: 1_000_000_000) == 500_000_000)
        #expect(pacer.wait(until: 1, now: 1_400_000_000) == 100_000_000)
        #expect(pacer.lag == 0)
        #expect(pacer.wait(until: 1, now: 2_000_000_000) == 0)
        #expect(pacer.lag == 500_000_000)
        #expect(pacer.wait(until: -1, now: 1_000_000_000) == 0)
    }

    @Test func spreadsByTheLastTick() {
        var spread = TickSpread()
        #expect((0..<4).map { _ in spread.next() } == [0, 1, 1, 1])
        spread.endOfTick()
        #expect((0..<6).map { _ in spread.next() } == [0, 0.25, 0.5, 0.75, 1, 1])
        spread.endOfTick()
        spread.endOfTick()
        #expect(spread.next() == 0)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:34:56Z", 951_827_696_000),
        ("2026-01-31T12:00:00Z", 1_769_860_800_000),
        ("2100-03-01T00:00:00Z", 4_107_542_400_000),
    ])
    func times(text: String, milliseconds: Int64) {
        #expect(parseUTC(text) == milliseconds)
        #expect(utcText(milliseconds) == text)
    }

    @Test(arguments: [
        "", "2026-01-31", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-31T24:00:00Z",
        "1969-12-31T00:00:00Z", "2026-01-31T12:00:00+",
    ])
    func noTimes(text: String) { #expect(parseUTC(text) == nil) }
}
