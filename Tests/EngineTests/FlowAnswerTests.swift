import FlowLanguage
import NetTypes
import SFlow
import Synchronization
import TestKit
import Testing
import XDR

@testable import Engine

@Suite struct FlowAnswerTests {
    let clock = TestClock()
    let engine: Engine

    init() { engine = Engine(EngineConfiguration(clock: clock.read)) }

    /// An Ethernet frame with an IPv4 TCP header; 54 bytes.
    private func frame(from source: UInt8, to destination: UInt8, port: UInt16 = 443) -> [UInt8] {
        [2, 0, 0, 0, 0, destination, 2, 0, 0, 0, 0, source, 8, 0]
            + [0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, source, 10, 0, 0, destination]
            + [0x80, 0, UInt8(port >> 8), UInt8(port & 255), 0, 0, 0, 0, 0, 0, 0, 0, 0x50, 0x10, 0, 0, 0, 0, 0, 0]
    }

    private func send(
        _ sequence: UInt32,
        agent: UInt32 = 0xc000_0201,
        ifIndex: UInt32 = 3,
        rate: UInt32 = 100,
        _ frames: [[UInt8]]
    ) {
        var builder = DatagramBuilder(agent: .ipv4(agent), sequence: sequence, uptime: sequence * 1000)
        for (place, frame) in frames.enumerated() {
            var sample = FlowSample()
            sample.sequence = sequence * 100 + UInt32(place)
            sample.source = .interface(ifIndex)
            sample.samplingRate = rate
            sample.input = .ifIndex(ifIndex)
            sample.output = .internal
            builder.flow(sample, header: frame, frameLength: 1000)
        }
        engine.take(builder.bytes)
    }

    private func flows(_ name: String, merge: FlowMerge = .sum) -> [ActiveFlow] {
        engine.activeFlows(.all, name, limit: 100, minimum: 0, merge: merge) ?? []
    }

    @Test func theLargestFlowsComeFirstWithTheirErrors() throws {
        try engine.setFlow("pairs", FlowDefinition(keys: "ipsource,ipdestination", value: "bytes", timeConstant: 10))
        for second in 1...50 as ClosedRange<UInt32> {
            send(second, [frame(from: 1, to: 2), frame(from: 1, to: 2), frame(from: 3, to: 2)])
            clock.advance(seconds: 1)
        }
        let found = flows("pairs")
        #expect(found.map(\.key) == ["10.0.0.1,10.0.0.2", "10.0.0.3,10.0.0.2"])
        // 2 samples/s × 1000 bytes × 100.
        #expect(abs(found[0].value - 200_000) < 20_000)
        #expect(found[0].dataSource == "3" && found[0].flowN == 1)
        #expect(found[0].samples > found[1].samples && found[0].errorPercent < found[1].errorPercent)
        #expect(found[0].errorPercent > 10 && found[0].errorPercent < 100)
    }

    @Test func mergesBySumAndByMax() throws {
        try engine.setFlow("pairs", FlowDefinition(keys: "ipsource", value: "frames"))
        for second in 1...20 as ClosedRange<UInt32> {
            for agent in 1...3 as ClosedRange<UInt32> { send(second, agent: agent, [frame(from: 1, to: 2)]) }
            clock.advance(seconds: 1)
        }
        let sum = flows("pairs"), max = flows("pairs", merge: .max)
        #expect(sum.count == 1 && sum[0].flowN == 3)
        #expect(max.count == 1 && abs(sum[0].value - 3 * max[0].value) < 1e-6)
        #expect(engine.activeFlows(.named(["0.0.0.2"]), "pairs", limit: 10, minimum: 0, merge: .sum)?.first?.flowN == 1)
    }

    @Test func filtersAndMetadata() throws {
        try engine.setFlow(
            "web",
            FlowDefinition(
                keys: "inputifindex,outputifindex,stack",
                value: "frames",
                filter: "tcpdestinationport=80,443"
            )
        )
        send(1, [frame(from: 1, to: 2, port: 443), frame(from: 1, to: 2, port: 22)])
        #expect(flows("web").map(\.key) == ["3,internal,eth.ip.tcp"])
    }

    @Test func aDefinitionThatCannotBeReadIsRefusedAtItsPlace() {
        #expect(throws: FlowSetError.self) {
            try engine.setFlow("bad", FlowDefinition(keys: "ipsorce", value: "bytes"))
        }
        #expect(engine.flow("bad") == nil)
    }

    @Test func definitionsAreBounded() throws {
        var configuration = EngineConfiguration(clock: clock.read)
        configuration.maximumFlows = 2
        let engine = Engine(configuration)
        try engine.setFlow("a", FlowDefinition(value: "bytes"))
        try engine.setFlow("b", FlowDefinition(value: "bytes"))
        #expect(throws: FlowSetError.self) { try engine.setFlow("c", FlowDefinition(value: "bytes")) }
        #expect(engine.removeFlow("a"))
        #expect(!engine.removeFlow("a"))
        try engine.setFlow("c", FlowDefinition(value: "bytes"))
        #expect(engine.flows().keys.sorted() == ["b", "c"])
    }

    @Test func entriesAreBounded() throws {
        var configuration = EngineConfiguration(clock: clock.read)
        configuration.maximumFlowMemory = 20_000
        let engine = Engine(configuration)
        try engine.setFlow("macs", FlowDefinition(keys: "macsource,ipdestination", value: "frames", timeConstant: 600))
        for second in 1...200 as ClosedRange<UInt32> {
            var builder = DatagramBuilder(sequence: second, uptime: second * 1000)
            var sample = FlowSample()
            sample.sequence = second
            sample.source = .interface(second % 10)
            sample.samplingRate = 10
            builder.flow(sample, header: frame(from: UInt8(second), to: UInt8(second)))
            engine.take(builder.bytes)
        }
        let status = engine.status()
        #expect(status.flowMemory <= 20_000 && status.flowMemory > 15_000 && status.flowEntriesRefused > 0)
        #expect(status.flowEntries > 50 && status.flowEntries < 200)
    }

    @Test func keysThatWereSeen() throws {
        send(1, [frame(from: 1, to: 2)])
        let names = engine.flowKeys().map(\.name)
        #expect(names.contains("ipsource") && names.contains("tcpdestinationport") && names.contains("stack"))
        #expect(!names.contains("ip6source") && !names.contains("vlan"))
    }

    @Test func aDuplicatedDatagramIsCountedOnce() throws {
        try engine.setFlow("total", FlowDefinition(value: "frames", timeConstant: 600))
        for _ in 1...3 { send(1, [frame(from: 1, to: 2)]) }
        #expect(flows("total").first?.samples == 1)
    }

    /// A definition reaches the shards one after another: an answer does not mix it with the one before.
    @Test func aDefinitionThatIsBeingReplacedHasNoFlows() throws {
        try engine.setFlow("pairs", FlowDefinition(keys: "ipsource", value: "frames"))
        send(1, [frame(from: 1, to: 2)])
        let next = FlowDefinition(keys: "macsource,macdestination,ipsource,ipdestination", value: "frames")
        engine.definitions.withLock { $0["pairs"] = next }
        #expect(flows("pairs").isEmpty)
    }

    @Test func definitionsThatComeAndGoAtOnceLeaveNothingBehind() async throws {
        var configuration = EngineConfiguration(clock: clock.read)
        configuration.shards = 16
        let engine = Engine(configuration)
        for _ in 0..<1000 {
            async let added: Void? = try? engine.setFlow("a", FlowDefinition(value: "bytes"))
            async let removed = engine.removeFlow("a")
            _ = await (added, removed)
            var installed = 0
            engine.forEachShard { installed += $0.flows.installed.count }
            try #require(installed == 16 * engine.flows().count)
        }
    }

    @Test func discardedPacketsAreFlowsOfTheirOwn() throws {
        try engine.setFlow("sampled", FlowDefinition(keys: "ipsource", value: "frames"))
        try engine.setFlow("dropped", FlowDefinition(keys: "ipsource,inputifindex", value: "frames", dropped: true))
        send(1, [frame(from: 1, to: 2)])
        var builder = DatagramBuilder(sequence: 2, uptime: 2000)
        var packet = DiscardedPacket()
        packet.sequence = 1
        packet.sourceClass = 2
        packet.sourceIndex = 1
        packet.input = 7
        builder.discarded(packet, header: frame(from: 9, to: 2))
        engine.take(builder.bytes)
        #expect(flows("sampled").map(\.key) == ["10.0.0.1"])
        #expect(flows("dropped").map(\.key) == ["10.0.0.9,7"])
    }

    @Test func roomThatIsFreeAgainIsUsedAgain() throws {
        var configuration = EngineConfiguration(clock: clock.read)
        // Three tables, or two and room for more in one of them.
        configuration.maximumFlowMemory = 2000
        let engine = Engine(configuration)
        try engine.setFlow("ip", FlowDefinition(keys: "ipsource", value: "frames", timeConstant: 1))
        func send(_ sequence: UInt32, ifIndex: UInt32, from sources: ClosedRange<UInt8>) {
            var builder = DatagramBuilder(sequence: sequence, uptime: sequence * 1000)
            for source in sources {
                var sample = FlowSample()
                sample.sequence = sequence * 100 + UInt32(source)
                sample.source = .interface(ifIndex)
                builder.flow(sample, header: frame(from: source, to: 2))
            }
            engine.take(builder.bytes)
        }
        send(1, ifIndex: 1, from: 1...1)
        send(2, ifIndex: 2, from: 1...7)
        send(3, ifIndex: 1, from: 2...9)
        send(4, ifIndex: 3, from: 1...1)
        let full = engine.status()
        #expect(full.flowEntries == 11 && full.flowEntriesRefused == 2 && full.flowMemory <= 2000)
        clock.advance(seconds: 30)
        engine.expire(shard: 0)
        #expect(engine.status().flowEntries == 0 && engine.status().flowMemory < full.flowMemory / 4)
        send(5, ifIndex: 1, from: 1...4)
        send(6, ifIndex: 3, from: 1...2)
        #expect(engine.status().flowEntries == 6)
        #expect(
            engine.activeFlows(.all, "ip", limit: 100, minimum: 0, merge: .sum)?.allSatisfy { $0.overcount == 0 }
                == true
        )
    }
}
