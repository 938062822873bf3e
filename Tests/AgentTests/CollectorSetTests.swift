import NetTypes
import Testing

@testable import Agent

@Suite struct CollectorSetTests {
    private final class Lines { var lines: [String] = [] }

    private func makeSet(_ lines: Lines = Lines()) throws -> CollectorSet {
        try CollectorSet(log: Log(level: .debug, write: { lines.lines.append($0) }))
    }

    private let start = MonotonicTime(milliseconds: 1000)

    @Test func whatCannotBeSentYetIsCounted() throws {
        let set = try makeSet()
        set.update([CollectorConfiguration(host: "name.invalid")], now: start)
        set.send(([1, 2, 3] as [UInt8]).span.bytes, now: start)
        #expect(set.counts == CollectorCounts(sent: 0, errors: 0, unsent: 1))
        #expect(!set.isReady)
    }

    @Test func addressesNeedNoLookUp() throws {
        let lines = Lines(), set = try makeSet(lines)
        set.update([CollectorConfiguration(host: "127.0.0.1", port: 9)], now: start)
        #expect(set.isReady)
        #expect(lines.lines == ["info: collector 127.0.0.1:9 is at 127.0.0.1:9\n"])
        set.send(([1, 2, 3] as [UInt8]).span.bytes, now: start)
        #expect(set.counts.sent == 1)
    }

    @Test func aDeviceThatIsNotThereIsAnError() throws {
        var configuration = CollectorConfiguration(host: "127.0.0.1", port: 9)
        configuration.device = "nosuchdevice"
        let lines = Lines(), set = try makeSet(lines)
        set.update([configuration], now: start)
        #expect(lines.lines.last?.hasPrefix("warning: collector 127.0.0.1:9: datagrams cannot be sent: ") == true)
        set.send(([1] as [UInt8]).span.bytes, now: start)
        #expect(set.counts == CollectorCounts(sent: 0, errors: 1, unsent: 1))
        #expect(try #require(set.deadline) < start + .seconds(5))
    }

    @Test func collectorsThatStayKeepTheirCounts() throws {
        let set = try makeSet()
        let kept = CollectorConfiguration(host: "127.0.0.1", port: 9)
        set.update([kept, CollectorConfiguration(host: "127.0.0.1", port: 10)], now: start)
        set.send(([1] as [UInt8]).span.bytes, now: start)
        #expect(set.counts.sent == 2)
        set.update([kept], now: start)
        #expect(set.counts.sent == 1)
    }

    @Test(arguments: ["192.0.2.1", "2001:db8::1"])
    func addressesGoThroughTheShimUnchanged(_ text: String) {
        let address = CollectorAddress(IPAddress(text)!)
        #expect(CollectorAddress(address.shim) == address)
    }
}
