import FlowLanguage
import JSON
import NetTypes
import SFlow
import Synchronization
import TestKit
import Testing
import Topology
import XDR

@testable import Engine

@Suite struct FlowFunctionTests {
    let clock = TestClock()

    private func engine(_ change: (inout EngineConfiguration) -> Void = { _ in }) -> Engine {
        var configuration = EngineConfiguration(clock: clock.read)
        change(&configuration)
        return Engine(configuration)
    }

    /// One packet of 10.0.`source >> 8`.`source & 255`, in by port 3 of the agent.
    private func send(
        _ source: Int,
        _ sequence: UInt32,
        agent: UInt32 = 0xc000_0201,
        shard: Int = 0,
        to engine: Engine
    ) {
        let frame: [UInt8] =
            [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 99, 0, 0]
            + [10, 0, UInt8(source >> 8), UInt8(source & 255), 10, 9, 9, 9]
        var builder = DatagramBuilder(agent: .ipv4(agent), sequence: sequence, uptime: sequence * 1000)
        var sample = FlowSample()
        sample.sequence = sequence
        sample.source = .interface(3)
        sample.samplingRate = 100
        sample.input = .ifIndex(3)
        builder.flow(sample, header: frame, frameLength: 1000)
        engine.take(builder.bytes, shard: shard)
    }

    private func keys(_ name: String, of engine: Engine) -> Set<String> {
        Set((engine.activeFlows(.all, name, limit: 10_000, minimum: 0, merge: .sum) ?? []).map(\.key))
    }

    @Test func aFunctionOfAPortIsOfTheAgent() throws {
        let engine = engine { _ in }
        let nodes = (1...3).map { #""n\#($0)":{"agent":"0.0.0.\#($0)","ports":{"p":{"ifindex":"3"}}}"# }
        let links = (1...3).map { #""l\#($0)":{"node1":"n\#($0)","port1":"p","node2":"core","port2":"\#($0)"}"# }
        let text = #"{"nodes":{\#(nodes.joined(separator: ",")),"core":{}},"links":{\#(links.joined(separator: ","))}}"#
        engine.setTopology(try Topology(JSONValue(text)))
        try engine.setFlow("links", FlowDefinition(keys: "link:inputifindex", value: "frames"))
        for agent in 1...3 as ClosedRange<UInt32> { send(1, 1, agent: agent, to: engine) }
        #expect(keys("links", of: engine) == ["l1", "l2", "l3"])
    }

    @Test func anAnswerIsAskedForAgainWhenItNoLongerHolds() throws {
        let name = Mutex("a"), asked = Atomic<Int>(0)
        let engine = engine {
            $0.lookups = { _ in
                asked.add(1, ordering: .relaxed)
                return LookupAnswer(name.withLock { $0 }, for: 5)
            }
        }
        try engine.setFlow("names", FlowDefinition(keys: "dns:ipsource", value: "frames"))
        for sequence in 1...4 as ClosedRange<UInt32> { send(1, sequence, to: engine) }
        #expect(asked.load(ordering: .relaxed) == 1)
        name.withLock { $0 = "b" }
        send(1, 5, to: engine)
        #expect(keys("names", of: engine) == ["a"])
        clock.advance(seconds: 6)
        send(1, 6, to: engine)
        #expect(keys("names", of: engine) == ["a", "b"])
        name.withLock { $0 = "c" }
        engine.lookups.invalidate()
        send(1, 7, to: engine)
        #expect(keys("names", of: engine) == ["a", "b", "c"] && asked.load(ordering: .relaxed) == 3)
    }

    @Test func textsAreBoundedAndSweptAndNoFlowLosesItsName() throws {
        let engine = engine {
            $0.maximumTexts = 200
            $0.flowTableCapacity = 16
        }
        try engine.setFlow("texts", FlowDefinition(keys: "concat:-:ipsource:ipttl", value: "frames", timeConstant: 600))
        var sequence: UInt32 = 0
        for round in 0..<40 {
            for place in 0..<30 {
                sequence += 1
                send(round * 30 + place, sequence, to: engine)
            }
            clock.advance(seconds: 11)
            engine.expire(shard: 0)
            #expect(engine.status().texts <= 200)
            let found = keys("texts", of: engine)
            #expect(found.count == 16 && found.allSatisfy { $0.hasPrefix("10.0.") && $0.hasSuffix("-64") })
        }
        // Those of 30 packets each time, of which the table keeps 16, and a sweep's quarantine.
        #expect(engine.status().textsRefused == 0 && engine.status().texts < 200)
    }

    @Test func whatThereIsNoRoomForIsCounted() throws {
        let engine = engine { $0.maximumTexts = 10 }
        try engine.setFlow("texts", FlowDefinition(keys: "concat:-:ipsource:ipttl", value: "frames"))
        for place in 0..<30 { send(place, UInt32(place + 1), to: engine) }
        #expect(keys("texts", of: engine).count == 10)
        #expect(engine.status().texts == 10 && engine.status().textsRefused == 20)
    }

    @Test func aTextIsOneOnAllShards() throws {
        let engine = engine { $0.shards = 2 }
        try engine.setFlow("texts", FlowDefinition(keys: "prefix:ipsource:.:2", value: "frames"))
        for shard in 0..<2 {
            send(shard, 1, agent: UInt32(shard + 1), shard: shard, to: engine)
        }
        #expect(keys("texts", of: engine) == ["10.0"])
        #expect(engine.status().texts == 1)
    }

    @Test func keysThatAreSeenAreTold() throws {
        let engine = engine()
        send(1, 1, to: engine)
        let names = engine.flowKeys().map(\.name)
        #expect(names.contains("ipsource") && names.contains("frames") && !names.contains("requests"))
    }
}
