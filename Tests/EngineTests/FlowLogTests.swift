import FlowLanguage
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Engine

@Suite struct FlowLogTests {
    let clock = TestClock()
    let engine: Engine
    private static let wall: Int64 = 1_700_000_000_000

    init() { engine = Self.engine(clock) }

    private static func engine(_ clock: TestClock, _ change: (inout EngineConfiguration) -> Void = { _ in }) -> Engine {
        let start = clock.read()
        var configuration = EngineConfiguration(
            clock: clock.read,
            wallClock: { wall + (clock.read() - start) / 1_000_000 }
        )
        change(&configuration)
        return Engine(configuration)
    }

    private func definition(
        keys: String = "ipsource,ipdestination",
        value: String = "bytes",
        t: Double = 2,
        _ change: (inout FlowDefinition) -> Void = { _ in }
    ) -> FlowDefinition {
        var definition = FlowDefinition(keys: keys, value: value, timeConstant: t)
        definition.log = true
        change(&definition)
        return definition
    }

    /// A sample, 1 in `rate`, of each source's packet of 1000 bytes to 10.0.0.9.
    private func send(_ engine: Engine? = nil, from sources: [UInt8], on ifIndex: UInt32 = 3, rate: UInt32 = 100) {
        let number = UInt32(truncatingIfNeeded: clock.read() / 1_000_000)
        var builder = DatagramBuilder(agent: .ipv4(0xc000_0201), sequence: number, uptime: number)
        for (place, source) in sources.enumerated() {
            var sample = FlowSample()
            sample.sequence = number &* 100 &+ UInt32(place)
            sample.source = .interface(ifIndex)
            sample.samplingRate = rate
            let header: [UInt8] =
                Array(repeating: 2, count: 12) + [8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 47, 0, 0]
                + [10, 0, 0, source, 10, 0, 0, 9]
            builder.flow(sample, header: header, frameLength: 1000)
        }
        (engine ?? self.engine).take(builder.bytes)
    }

    /// Lets time pass, a second at a time.
    private func pass(_ seconds: Int, _ engine: Engine? = nil) {
        for _ in 0..<seconds {
            clock.advance(seconds: 1)
            (engine ?? self.engine).expire(shard: 0)
        }
    }

    private func records(_ engine: Engine? = nil) -> [FlowRecord] {
        (engine ?? self.engine).flowLog.records(limit: 1000)
    }

    @Test func aFlowThatIsIdleMakesARecordWithWhatItCameTo() throws {
        try engine.setFlow("pairs", definition())
        for _ in 0..<5 {
            send(from: [1, 1])
            clock.advance(seconds: 2)
        }
        pass(7)
        #expect(records().isEmpty)
        pass(2)
        let record = try #require(records().first)
        #expect(records().count == 1)
        #expect(record.flowID == 1 && record.name == "pairs" && record.flowKeys == "10.0.0.1,10.0.0.9")
        #expect(record.value == 10 * 100 * 1000 && record.samples == 10)
        #expect(record.start == Self.wall && record.end == Self.wall + 8000)
        #expect(record.agent == .v4(0xc000_0201) && record.dataSource == .interface(3) && record.reason == .idle)
        // 196·√(1/10·0.99) %.
        #expect(abs(record.errorPercent - 61.67) < 0.01)
        pass(100)
        #expect(records().count == 1 && engine.status().flowsGenerated == 1)
    }

    @Test(arguments: [(0.2, 60.0, 2.0), (2, 60, 10), (30, 60, 60), (600, 1, 2)])
    func theIdleTimeoutFollowsTheTimeConstant(t: Double, active: Double, expected: Double) {
        var definition = FlowDefinition(value: "bytes", timeConstant: t)
        definition.activeTimeout = active
        #expect(LiveFlows.idleTimeout(definition) == expected)
    }

    @Test func aLongFlowMakesRecordsAgainAndAgain() throws {
        try engine.setFlow("pairs", definition(t: 1) { $0.activeTimeout = 10 })
        for _ in 0..<35 {
            send(from: [1])
            pass(1)
        }
        #expect(records().map(\.reason) == [.active, .active, .active])
        pass(30)
        let all = records()
        #expect(all.first?.reason == .idle && all.count == 4)
        #expect(all.reduce(0) { $0 + $1.samples } == 35)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.start > $1.end && $0.flowID == $1.flowID + 1 })
        #expect(all.allSatisfy { $0.end - $0.start <= 10_000 })
    }

    @Test func aStartIsToldAtOnceAndNothingElse() throws {
        try engine.setFlow(
            "pairs",
            definition {
                $0.logsStart = true; $0.activeTimeout = 5
            }
        )
        for _ in 0..<20 {
            send(from: [1, 2])
            pass(1)
        }
        #expect(records().map(\.flowKeys) == ["10.0.0.2,10.0.0.9", "10.0.0.1,10.0.0.9"])
        #expect(records().allSatisfy { $0.reason == .started && $0.samples == 1 && $0.start == Self.wall })
        pass(20)
        _ = engine.removeFlow("pairs")
        pass(2)
        #expect(records().count == 2)
        try engine.setFlow("pairs", definition { $0.logsStart = true })
        send(from: [1])
        #expect(records().count == 3)
    }

    @Test func aDefinitionThatGoesEndsItsFlows() throws {
        try engine.setFlow("pairs", definition())
        send(from: [1, 2])
        clock.advance(seconds: 0.1)
        try engine.setFlow("pairs", definition(keys: "ipsource"))
        send(from: [1])
        #expect(Set(records().map(\.flowKeys)) == ["10.0.0.1,10.0.0.9", "10.0.0.2,10.0.0.9"])
        #expect(records().allSatisfy { $0.reason == .withdrawn })
        #expect(engine.removeFlow("pairs"))
        pass(1)
        #expect(records().map(\.flowKeys).first == "10.0.0.1")
    }

    @Test func aDataSourceThatGoesEndsItsFlows() throws {
        try engine.setFlow("pairs", definition(t: 600) { $0.activeTimeout = 86_400 })
        send(from: [1])
        pass(1000)
        #expect(records().map(\.reason) == [.withdrawn])
        #expect(records().first?.dataSource == .interface(3))
    }

    @Test func aDefinitionThatDoesNotLogHasNoRecords() throws {
        try engine.setFlow("pairs", definition { $0.log = false })
        send(from: [1])
        pass(30)
        #expect(records().isEmpty && engine.status().flowsGenerated == 0)
    }

    @Test func whereThereIsNoRoomTheIdlestEndsEarly() throws {
        let engine = Self.engine(clock) { $0.liveFlowCapacity = 2 }
        try engine.setFlow("pairs", definition(keys: "ipsource"))
        for source in 1...4 as ClosedRange<UInt8> {
            send(engine, from: [source])
            clock.advance(seconds: 0.1)
        }
        send(engine, from: [4])
        #expect(records(engine).map(\.flowKeys) == ["10.0.0.2", "10.0.0.1"])
        #expect(records(engine).allSatisfy { $0.reason == .crowdedOut })
        #expect(engine.status().flowsEndedEarly == 2 && engine.status().flowsLost == 0)
        pass(12, engine)
        #expect(Set(records(engine).map(\.flowKeys)).count == 4)
    }

    @Test func aDataSourceWithoutRoomLosesItsFlows() throws {
        let engine = Self.engine(clock) { $0.maximumLiveFlows = 2 }
        try engine.setFlow("pairs", definition(keys: "ipsource"))
        send(engine, from: [1, 2], on: 3)
        clock.advance(seconds: 0.1)
        send(engine, from: [5, 6], on: 4)
        #expect(engine.status().flowsLost == 2)
        pass(15, engine)
        send(engine, from: [5, 6], on: 4)
        #expect(engine.status().flowsLost == 2)
        pass(15, engine)
        #expect(records(engine).count == 4)
    }

    @Test func manyEndsAreTakenAFewAtATime() throws {
        try engine.setFlow("macs", definition(keys: "ipsource"))
        for interface in 1...40 as ClosedRange<UInt32> {
            for start in stride(from: 1, to: 211, by: 15) {
                send(from: (0..<15).map { UInt8(start + $0) }, on: interface)
                clock.advance(seconds: 0.001)
            }
        }
        clock.advance(seconds: 60)
        send(from: [250], on: 41)
        let first = engine.status().flowsGenerated
        #expect(first == ShardFlowLog.sweepLimit)
        for _ in 0..<60 {
            clock.advance(seconds: 0.3)
            send(from: [250], on: 41)
        }
        #expect(engine.status().flowsGenerated == 40 * 210)
        #expect(records().count == 1000)
        #expect(records().map(\.flowID) == (7401...8400).reversed())
    }

    @Test func readersTakeWhatIsNewer() throws {
        try engine.setFlow("a", definition(keys: "ipsource") { $0.logsStart = true })
        try engine.setFlow("b", definition(keys: "ipdestination") { $0.logsStart = true })
        send(from: [1, 2])
        let log = engine.flowLog
        #expect(log.latest == 3)
        #expect(log.records(after: 1, limit: 10).map(\.flowID) == [3, 2])
        #expect(log.records(after: -1, limit: 10).map(\.flowID) == [3, 2, 1])
        #expect(log.records(after: 3, limit: 10).isEmpty)
        #expect(log.records(limit: 1).map(\.flowID) == [3])
        #expect(log.records(names: ["a"], limit: 10).map(\.flowKeys) == ["10.0.0.2", "10.0.0.1"])
        // The reader knows a number of an analyzer before this one.
        #expect(log.records(after: 99, limit: 10).count == 3)
    }

    @Test func recordsWaitForAnExporterThatIsThere() throws {
        let definition = definition {
            $0.log = false; $0.ipfixCollectors = ["192.0.2.9"]; $0.logsStart = true
        }
        try engine.setFlow("pairs", definition)
        send(from: [1])
        #expect(engine.flowLog.takeExports().isEmpty)
        let woken = Count()
        engine.flowLog.onExport { woken.add() }
        clock.advance(seconds: 0.01)
        send(from: [2, 3])
        clock.advance(seconds: 0.01)
        send(from: [4])
        #expect(woken.value == 1)
        #expect(engine.flowLog.takeExports().map(\.flowKeys) == [2, 3, 4].map { "10.0.0.\($0),10.0.0.9" })
        #expect(engine.flowLog.takeExports().isEmpty && engine.flowLog.latest == 0)
        #expect(engine.status().flowsGenerated == 4)
    }
}
