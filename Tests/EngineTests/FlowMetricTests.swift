import FlowLanguage
import MetricStore
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Engine

/// Every flow definition is a metric of the data sources that have flows of it.
@Suite struct FlowMetricTests {
    let clock = TestClock()
    let engine: Engine

    init() throws {
        engine = Engine(EngineConfiguration(clock: clock.read))
        try engine.setFlow("pairs", FlowDefinition(keys: "ipsource", value: "bytes", count: 2, timeConstant: 10))
        try engine.setFlow("total", FlowDefinition(value: "frames", timeConstant: 10))
        for second in 1...60 as ClosedRange<UInt32> {
            send(second, ifIndex: 4, [1, 1, 1, 2, 2, 3])
            send(second, ifIndex: 5, [9])
            clock.advance(seconds: 1)
        }
    }

    private func send(_ second: UInt32, ifIndex: UInt32, _ sources: [UInt8]) {
        var builder = DatagramBuilder(agent: .ipv4(0xc000_0200 + ifIndex), sequence: second, uptime: 1000 * second)
        for (place, source) in sources.enumerated() {
            var sample = FlowSample()
            sample.sequence = second * 100 + UInt32(place)
            sample.source = .interface(ifIndex)
            sample.samplingRate = 10
            let header: [UInt8] =
                Array(repeating: 2, count: 12)
                + [8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 47, 0, 0, 10, 0, 0, source, 10, 0, 0, 200]
            builder.flow(sample, header: header, frameLength: 1000)
        }
        engine.take(builder.bytes)
    }

    @Test func aDumpHasTheLargestFlowOfEveryDataSourceAndItsKeys() throws {
        let values = engine.dump(.all, ["pairs"], [:]).sorted { $0.dataSource < $1.dataSource }
        #expect(values.map(\.dataSource) == ["4", "5"] && values.map(\.name) == ["pairs", "pairs"])
        // The definition's `n` is 2.
        #expect(values[0].topKeys.map(\.key) == ["10.0.0.1", "10.0.0.2"])
        #expect(values[0].value == .number(values[0].topKeys[0].value) && values[0].age == 1000)
        #expect(abs(values[0].topKeys[0].value / 30_000 - 1) < 0.1 && values[1].topKeys.map(\.key) == ["10.0.0.9"])
    }

    @Test func withoutKeysItIsTheTotal() throws {
        let total = try #require(engine.dump(.all, ["total"], [:]).first { $0.dataSource == "4" })
        let key = try #require(total.topKeys.first)
        #expect(abs(key.value / 60 - 1) < 0.1 && total.value == .number(key.value) && key.key.isEmpty)
    }

    @Test func statisticsOverDataSources() throws {
        let queries = [MetricQuery("pairs"), MetricQuery("sum:pairs"), MetricQuery("min:total"), MetricQuery("none")]
        let answers = engine.statistics(.all, queries, [:])
        #expect(answers.map(\.count) == [2, 2, 2, 0])
        #expect(answers[0].dataSource == "4" && answers[0].topKeys.count == 2)
        #expect(answers[1].topKeys.isEmpty && answers[2].dataSource == "5" && answers[3].value == nil)
    }

    @Test func amongAllMetricsOfAnAgentAndInTables() {
        let all = engine.metrics(.named(["192.0.2.4"]))
        #expect(all.map(\.name).sorted() == ["pairs", "total"] && all.allSatisfy { $0.dataSource == "4" })
        let rows = engine.table(.all, ["pairs", "total", "ifname"], optional: ["ifname"], [:])
        #expect(rows.count == 2 && rows.allSatisfy { $0[0] != nil && $0[1] != nil && $0[2] == nil })
        #expect(engine.table(.all, ["pairs", "ifname"], optional: [], [:]).isEmpty)
        #expect(engine.metricNames().map(\.name) == ["pairs", "total"])
    }

    /// The metric goes first, at the data sources that have it.
    @Test func aMetricOfTheSameNameIsShownInstead() throws {
        try engine.setFlow("ifspeed", FlowDefinition(value: "bytes", timeConstant: 10))
        send(100, ifIndex: 4, [1])
        send(100, ifIndex: 5, [1])
        var builder = DatagramBuilder(agent: .ipv4(0xc000_0204), sequence: 101, uptime: 101_000)
        var counters = InterfaceCounters()
        counters.ifSpeed = 77
        builder.counters(.interface(4), sequence: 1, [counters])
        engine.take(builder.bytes)
        let values = engine.dump(.all, ["ifspeed"], [:]).sorted { $0.dataSource < $1.dataSource }
        #expect(values.map(\.dataSource) == ["4", "5"])
        #expect(values[0].value == .number(77) && values[0].topKeys.isEmpty && values[1].topKeys.count == 1)
        let rows = engine.table(.all, ["ifspeed"], optional: [], [:])
        #expect(rows.count == 2 && rows.contains { $0[0]?.value == .number(77) })
    }

    @Test func filtersAreThoseOfTheDataSource() {
        #expect(engine.dump(.all, ["pairs"], ["host_name": ["x"]]).isEmpty)
    }

    /// What is the largest of windows is none when they have passed, also while the flow is remembered.
    @Test func whatHasNoValueIsNotThere() throws {
        try engine.setFlow("largest", FlowDefinition(keys: "ipsource", value: "max:bytes", timeConstant: 10))
        send(100, ifIndex: 4, [1])
        #expect(engine.table(.all, ["largest"], optional: [], [:]).count == 1)
        clock.advance(seconds: 30)
        #expect(engine.dump(.all, ["largest"], [:]).isEmpty)
        #expect(engine.table(.all, ["largest"], optional: [], [:]).isEmpty)
    }

    @Test func whatIsOverIsNotThere() {
        clock.advance(seconds: 1000)
        #expect(engine.dump(.all, ["pairs", "total"], [:]).isEmpty)
        #expect(engine.table(.all, ["pairs"], optional: [], [:]).isEmpty)
    }
}
