import FlowLanguage
import MetricStore
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Engine

@Suite struct ThresholdTests {
    let clock = TestClock()
    let engine: Engine
    private let sent = Count()

    init() {
        var configuration = EngineConfiguration(clock: clock.read, wallClock: clock.readWall)
        configuration.maximumThresholds = 3
        configuration.maximumEvents = 5
        engine = Engine(configuration)
    }

    private func next() -> UInt32 {
        sent.add()
        return UInt32(sent.value)
    }

    /// The load of a host, once a second.
    private func load(_ values: Float..., agent: UInt32 = 0xc000_0201) {
        for value in values {
            clock.advance(seconds: 1)
            let number = next()
            var builder = DatagramBuilder(agent: .ipv4(agent), sequence: number, uptime: 1000 * number)
            var counters = HostCPU()
            counters.loadOne = value
            var description = HostDescription()
            description.hostname = "web-\(agent & 0xff)"
            builder.counters(.host, sequence: number, [description, counters])
            engine.take(builder.bytes)
        }
    }

    /// Packets of a source, each 1,000 bytes of 1 in 10.
    private func packets(_ count: Int, from source: UInt8, ifIndex: UInt32 = 4) {
        for _ in 0..<count {
            let number = next()
            var builder = DatagramBuilder(agent: .ipv4(0xc000_0204), sequence: number, uptime: 1000 * number)
            var sample = FlowSample()
            (sample.sequence, sample.source, sample.samplingRate) = (number, .interface(ifIndex), 10)
            let header: [UInt8] =
                Array(repeating: 2, count: 12)
                + [8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 47, 0, 0, 10, 0, 0, source, 10, 0, 0, 200]
            builder.flow(sample, header: header, frameLength: 1000)
            engine.take(builder.bytes)
        }
    }

    private var events: [ThresholdEvent] { engine.eventLog.events(limit: 100).reversed() }

    @Test func anEventSaysWhatWasExceededWhereAndWhen() throws {
        try engine.setThreshold("busy", Threshold(metric: "load_one", value: 4))
        load(1, 4)
        #expect(events.isEmpty)
        load(4.5)
        let event = try #require(events.first)
        #expect(event.eventID == 1 && event.thresholdID == "busy" && event.metric == "load_one")
        #expect(event.threshold == 4 && event.value == 4.5)
        #expect(event.agent == .v4(0xc000_0201) && event.dataSource == "2.1")
        #expect(event.flowKey == nil && event.timestamp == clock.readWall())
    }

    @Test func thereIsAnotherEventWhenItHasBeenBelowForTheTimeout() throws {
        try engine.setThreshold("busy", Threshold(metric: "load_one", value: 4, timeout: 3))
        // Reports above it belong to one event, however long it takes.
        load(5, 5, 5, 5, 5, 5)
        #expect(events.count == 1)
        // Two seconds below are too short.
        load(1, 1, 5)
        #expect(events.count == 1)
        load(1, 1, 1, 5)
        #expect(events.count == 2)
    }

    @Test func everyDataSourceHasItsEvents() throws {
        try engine.setThreshold("busy", Threshold(metric: "load_one", value: 4))
        load(5)
        load(5, agent: 0xc000_0202)
        load(5, 5)
        #expect(events.map(\.agent.description) == ["192.0.2.1", "192.0.2.2"])
    }

    @Test func theFilterChoosesDataSources() throws {
        let filter = ["host_name": ["web-2", "web-3*"]]
        try engine.setThreshold("busy", Threshold(metric: "load_one", value: 4, filter: filter))
        for agent in 1...3 as ClosedRange<UInt32> { load(5, 5, agent: 0xc000_0200 + agent) }
        #expect(events.map(\.agent.description) == ["192.0.2.2", "192.0.2.3"])
    }

    /// What the filter looks at may be reported later than the value.
    @Test func theFilterIsAskedAgain() throws {
        try engine.setThreshold("port", Threshold(metric: "total", value: 10, filter: ["ifspeed": ["77"]]))
        try engine.setFlow("total", FlowDefinition(value: "bytes"))
        packets(3, from: 1)
        #expect(events.isEmpty)
        var builder = DatagramBuilder(agent: .ipv4(0xc000_0204), sequence: next(), uptime: 1)
        var counters = InterfaceCounters()
        counters.ifSpeed = 77
        builder.counters(.interface(4), sequence: 1, [counters])
        engine.take(builder.bytes)
        clock.advance(seconds: 2)
        packets(3, from: 1)
        #expect(events.map(\.dataSource) == ["4"])
    }

    @Test func aDefinitionOfFlowsIsAMetricOfEveryDataSource() throws {
        try engine.setFlow("pairs", FlowDefinition(keys: "ipsource", value: "bytes", timeConstant: 10))
        try engine.setThreshold("much", Threshold(metric: "pairs", value: 50_000))
        // 100 packets of 10,000 bytes within 10 s: 100,000 a second.
        packets(100, from: 1)
        packets(100, from: 2)
        packets(100, from: 1, ifIndex: 5)
        #expect(events.map(\.dataSource) == ["4", "5"] && events.allSatisfy { $0.flowKey == nil && $0.value > 50_000 })
    }

    @Test func byFlowEachKeyHasItsEvents() throws {
        var definition = FlowDefinition(keys: "ipsource", value: "bytes", timeConstant: 10)
        definition.values = "frames"
        try engine.setFlow("pairs", definition)
        try engine.setThreshold("much", Threshold(metric: "pairs", value: 100_000, byFlow: true))
        packets(100, from: 1)
        packets(5, from: 2)
        packets(100, from: 3)
        #expect(events.map(\.flowKey) == ["10.0.0.1", "10.0.0.3"])
        #expect(events.allSatisfy { $0.values.count == 1 && abs($0.values[0] * 1000 / $0.value - 1) < 1e-6 })
        // The first second's 1,050,000 decay for more than twenty seconds; of 24 seconds these are 128,000 each.
        clock.advance(seconds: 4)
        packets(60, from: 1)
        #expect(events.count == 2)
        clock.advance(seconds: 20)
        packets(100, from: 1)
        #expect(events.map(\.flowKey) == ["10.0.0.1", "10.0.0.3", "10.0.0.1"])
    }

    @Test func everyNewKeyHasAnEventAtZero() throws {
        try engine.setThreshold("new", Threshold(metric: "seen", value: 0, byFlow: true))
        try engine.setFlow("seen", FlowDefinition(keys: "ipsource", value: "frames"))
        for _ in 0..<5 { for source in 1...4 as ClosedRange<UInt8> { packets(1, from: source) } }
        #expect(events.map(\.flowKey) == ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"])
    }

    @Test func aDataSourceThatComesBackIsAnother() throws {
        try engine.setThreshold("busy", Threshold(metric: "load_one", value: 4))
        load(5)
        clock.advance(seconds: 1000)
        for _ in 0..<20 { engine.expire(shard: 0) }
        load(5)
        #expect(events.count == 2)
    }

    @Test func metricsOfApplications() throws {
        try engine.setThreshold("queue", Threshold(metric: "queue_length", value: 10))
        for value in [5, 11, 12] {
            clock.advance(seconds: 1)
            let number = next()
            var builder = DatagramBuilder(sequence: number, uptime: 1000 * number)
            var metrics = RealTimeMetrics()
            metrics.dataSource = "app"
            metrics.metrics = [RealTimeMetric("queue_length", .gauge32(UInt32(value)))]
            builder.metrics(metrics)
            engine.take(builder.bytes)
        }
        #expect(events.map(\.value) == [11] && events.map(\.dataSource) == ["app"])
    }

    @Test func theyAreBoundedAndReplaced() throws {
        for name in ["a", "b", "c"] { try engine.setThreshold(name, Threshold(metric: "load_one", value: 4)) }
        #expect(throws: TooManyThresholds(limit: 3)) {
            try engine.setThreshold("d", Threshold(metric: "load_one", value: 4))
        }
        try engine.setThreshold("a", Threshold(metric: "load_one", value: 5))
        #expect(engine.threshold("a")?.value == 5 && engine.thresholds().count == 3)
        load(4.5)
        #expect(events.map(\.thresholdID) == ["b", "c"])
        #expect(engine.removeThreshold("b") && !engine.removeThreshold("b"))
        load(1, 1, 1, 1, 4.5)
        #expect(events.map(\.thresholdID) == ["b", "c", "c"])
    }

    @Test func theLatestEventsAreKept() throws {
        try engine.setThreshold("busy", Threshold(metric: "load_one", value: 4, timeout: 0))
        for _ in 0..<8 { load(1, 5) }
        #expect(events.map(\.eventID) == [4, 5, 6, 7, 8] && engine.eventLog.latest == 8)
        #expect(engine.eventLog.events(after: 6, limit: 100).map(\.eventID) == [8, 7])
        #expect(engine.eventLog.events(of: ["other"], limit: 100).isEmpty)
        // A number of a log before this one.
        #expect(engine.eventLog.events(after: 1000, limit: 2).map(\.eventID) == [8, 7])
    }
}
