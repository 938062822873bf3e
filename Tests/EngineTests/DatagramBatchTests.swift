import FlowLanguage
import NetTypes
import SFlow
import TestKit
import Testing
import Workloads
import XDR

@testable import Engine

/// The keys of several datagrams are on their way into tables at once: what comes together gives what comes one by one.
@Suite struct DatagramBatchTests {
    private static let definitions = [
        FlowDefinition(keys: "ipsource,ipdestination", value: "bytes", timeConstant: 10),
        FlowDefinition(keys: "ipsource", value: "frames", filter: "ipdestination=10.0.0.3", timeConstant: 10),
        FlowDefinition(keys: "mask:ipsource:31", value: "bytes", count: 2, timeConstant: 10),
        FlowDefinition(keys: "ipdestination", value: "frames", filter: "ipsource=1.1.1.1", timeConstant: 10),
    ]

    private final class Side {
        let clock = TestClock()
        let engine: Engine
        let agent: WorkloadAgent

        init(_ definitions: ArraySlice<FlowDefinition>) throws {
            var configuration = EngineConfiguration(clock: clock.read)
            configuration.flowTableCapacity = 8
            engine = Engine(configuration)
            agent = WorkloadAgent(engine, clock)
            for (number, definition) in definitions.enumerated() { try engine.setFlow("\(number)", definition) }
        }

        var flows: [[String]] {
            engine.flows().keys.sorted().map { name in
                (engine.activeFlows(.all, name, limit: 100, minimum: 0, merge: .sum) ?? [])
                    .map { "\($0.key) \($0.dataSource) \($0.value) \($0.samples) \($0.overcount)" }.sorted()
            }
        }
    }

    /// A packet of a port, or of a container.
    private func packet(_ side: Side, _ number: UInt32, _ random: inout SplitMix) -> [UInt8] {
        let source = random.next() % 5, from = UInt8(random.next() % 20), to = UInt8(random.next() % 5)
        return side.agent.datagram { builder in
            for place in 0..<3 as Range<UInt32> {
                var sample = FlowSample()
                sample.sequence = 3 * number + place
                sample.source = source == 4 ? WorkloadAgent.container : .interface(UInt32(source) + place)
                sample.samplingRate = 10
                let frame: [UInt8] =
                    Array(repeating: 2, count: 12)
                    + [8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 47, 0, 0, 10, 0, 0, from + UInt8(place), 10, 0, 0, to]
                builder.flow(sample, header: frame, frameLength: 100 + UInt32(from))
            }
        }
    }

    private func end(_ side: Side, _ number: UInt64) -> [UInt8] {
        side.agent.fields([
            (.runtime, .text("docker")), (.containerName, .text("web")),
            (.started, .gauge64(1_700_000_000_000 + number)),
            (.ended, .gauge64(1_700_000_000_001 + number)),
        ])
    }

    private func datagrams(_ side: Side) -> [[UInt8]] {
        var random = SplitMix(seed: 5)
        return (0..<60).map { number in
            number % 10 == 9 ? end(side, UInt64(number)) : packet(side, UInt32(number), &random)
        }
    }

    @Test(arguments: 1...4) func togetherAsOneByOne(count: Int) throws {
        let together = try Side(Self.definitions.prefix(count)), oneByOne = try Side(Self.definitions.prefix(count))
        let sent = datagrams(together)
        together.engine.ingest(shard: 0) { sink in
            for datagram in sent { sink.take(datagram.span.bytes, from: .v4(1)) }
        }
        for datagram in datagrams(oneByOne) { oneByOne.engine.take(datagram) }
        let flows = together.flows
        #expect(flows == oneByOne.flows)
        #expect(!flows[0].isEmpty && flows.count == count)
        #expect(count < 4 || flows[3].isEmpty)
        let status = (together.engine.status(), oneByOne.engine.status())
        #expect(status.0.flowEntries == status.1.flowEntries && status.0.flowMemory == status.1.flowMemory)
        #expect(status.0.workloadsEnded == status.1.workloadsEnded && status.0.workloadsEnded > 0)
    }

    /// A definition that goes, or makes way for another, takes no keys of others with it.
    @Test func definitionsThatChangeBetweenBatches() throws {
        let side = try Side(Self.definitions[...])
        var random = SplitMix(seed: 1)
        for number in 0..<40 as Range<UInt32> {
            side.engine.take(packet(side, number, &random))
            if number == 10 { _ = side.engine.removeFlow("0") }
            if number == 20 { try side.engine.setFlow("1", Self.definitions[0]) }
        }
        #expect(side.flows.count == 3 && side.flows[0].allSatisfy { $0.contains(",10.0.0.") })
        for name in ["1", "2", "3"] { _ = side.engine.removeFlow(name) }
        #expect(side.engine.status().flowEntries == 0)
    }
}
