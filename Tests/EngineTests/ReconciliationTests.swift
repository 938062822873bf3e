import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Engine

/// Flows are held against the counters of their interface.
@Suite struct ReconciliationTests {
    let clock = TestClock()
    let engine: Engine
    private let sent = Count()

    init() { engine = Engine(EngineConfiguration(clock: clock.read, wallClock: clock.readWall)) }

    /// What an interface does between two polls.
    struct Traffic {
        /// Packets of 1,000 octets that came in and went out.
        var packetsIn = 10_000, packetsOut = 0
        /// One in so many is sampled, and one in so many is said to be.
        var rate = 100, stated = 100
    }

    private let counters = Counted()
    /// What the interface has counted.
    final class Counted { var values = InterfaceCounters() }

    private func builder() -> DatagramBuilder {
        sent.add()
        let time = UInt32(truncatingIfNeeded: clock.read() / 1_000_000)
        return DatagramBuilder(agent: .ipv4(0xc000_0201), sequence: UInt32(sent.value), uptime: time)
    }

    private func poll(_ traffic: Traffic = Traffic(), seconds: Double = 20) {
        let samples = (traffic.packetsIn + traffic.packetsOut) / traffic.rate
        for number in 0..<samples {
            var builder = builder()
            var sample = FlowSample()
            sample.sequence = UInt32(sent.value)
            sample.source = .interface(7)
            sample.samplingRate = UInt32(traffic.stated)
            let isIn = number < traffic.packetsIn / traffic.rate
            (sample.input, sample.output) = isIn ? (.ifIndex(7), .ifIndex(8)) : (.ifIndex(8), .ifIndex(7))
            let header: [UInt8] =
                Array(repeating: 2, count: 12)
                + [8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 47, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
            builder.flow(sample, header: header, frameLength: 1004)
            engine.take(builder.bytes)
        }
        clock.advance(seconds: seconds)
        counters.values.ifInOctets += UInt64(traffic.packetsIn) * 1000
        counters.values.ifInUcastPkts += UInt32(traffic.packetsIn)
        counters.values.ifOutOctets += UInt64(traffic.packetsOut) * 1000
        counters.values.ifOutUcastPkts += UInt32(traffic.packetsOut)
        var builder = builder()
        builder.counters(.interface(7), sequence: UInt32(sent.value), [counters.values])
        engine.take(builder.bytes)
    }

    private var events: [ThresholdEvent] { engine.eventLog.events(limit: 100).reversed() }
    private func books() throws -> SourceLedger { try #require(engine.ledger(.all).first) }

    @Test func whereAllIsWellTheTwoAgree() throws {
        poll()
        #expect(try books().flowsIn == nil)
        for _ in 0..<10 { poll() }
        let ratio = try #require(try books().flowsIn)
        // The four octets that the samples have more were stripped from them: the frame check sequence.
        #expect(abs(ratio.ratio - 1) < 1e-9 && ratio.samples == 300)
        #expect((0.3..<0.4).contains(ratio.bound) && !ratio.isOff)
        // No packet that went out was sampled.
        #expect(try books().flowsOut == nil && events.isEmpty)
    }

    @Test(arguments: [(rate: 400, stated: 100), (rate: 100, stated: 400), (rate: 100, stated: 200)])
    func aWrongSamplingRateIsToldWithinThreePolls(rate: Int, stated: Int) throws {
        for _ in 0..<5 { poll() }
        for _ in 0..<3 { poll(Traffic(packetsIn: 40_000, rate: rate, stated: stated)) }
        let event = try #require(events.first)
        #expect(events.count == 1 && event.thresholdID == "reconciliation" && event.metric == "ifinoctets")
        #expect(event.dataSource == "7" && event.agent == .v4(0xc000_0201) && event.timestamp <= clock.readWall())
        for _ in 0..<5 { poll(Traffic(packetsIn: 40_000, rate: rate, stated: stated)) }
        let ratio = try #require(try books().flowsIn)
        #expect(ratio.isOff && abs(ratio.ratio / (Double(stated) / Double(rate)) - 1) < 0.01)
        // It is told once, until all is well again.
        #expect(events.count == 1)
        for _ in 0..<5 { poll() }
        for _ in 0..<3 { poll(Traffic(packetsIn: 40_000, rate: rate, stated: stated)) }
        #expect(events.count == 2)
    }

    @Test func samplesThatStopAreMissed() throws {
        for _ in 0..<5 { poll(Traffic(packetsIn: 10_000, packetsOut: 10_000)) }
        #expect(events.isEmpty)
        for _ in 0..<4 { poll(Traffic(packetsIn: 10_000, packetsOut: 10_000, rate: 1_000_000)) }
        #expect(events.map(\.metric) == ["ifinoctets", "ifoutoctets"])
        #expect(try books().flowsOut?.ratio == 0)
    }

    /// A handful of packets of which by chance none was sampled says nothing.
    @Test func littleTrafficSaysNothing() throws {
        for _ in 0..<3 { poll() }
        for _ in 0..<6 { poll(Traffic(packetsIn: 60)) }
        #expect(events.isEmpty)
        let ratio = try #require(try books().flowsIn)
        #expect(ratio.ratio == 0 && ratio.bound > 1)
    }

    @Test func countersThatBeginAnewSayNothing() throws {
        for _ in 0..<3 { poll() }
        counters.values = InterfaceCounters()
        clock.advance(seconds: 3600)
        for _ in 0..<3 { poll() }
        #expect(events.isEmpty)
        #expect(try #require(try books().flowsIn).isOff == false)
    }
}
