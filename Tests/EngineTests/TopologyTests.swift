import FlowLanguage
import JSON
import NetTypes
import Testing
import Topology

@testable import Engine

@Suite struct TopologyTests {
    @Test(arguments: [1, 3]) func namesOfAgentsResolveALinksOnlyTopology(shards: Int) throws {
        let fabric = Fabric(shards: shards)
        fabric.engine.setTopology(try Fabric.topology())
        #expect(fabric.engine.resolvedTopology.unresolved.count == 4)
        fabric.introduce()
        #expect(fabric.engine.resolvedTopology.unresolved.isEmpty)
        #expect(fabric.engine.resolvedTopology.link(.v4(9), 2)?.link == "L2")
    }

    @Test func aTopologyThatComesAfterTheNamesIsResolvedAtOnce() throws {
        let fabric = Fabric()
        fabric.introduce()
        fabric.engine.setTopology(try Fabric.topology())
        #expect(fabric.engine.resolvedTopology.unresolved.isEmpty)
        #expect(fabric.engine.currentTopology.version == 1)
    }

    @Test func aPortThatIsCalledOtherwiseMovesItsLink() throws {
        let fabric = Fabric()
        fabric.engine.setTopology(try Fabric.topology())
        fabric.introduce()
        #expect(fabric.engine.resolvedTopology.link(.v4(1), 1)?.link == "L1")
        fabric.clock.advance(seconds: 10)
        fabric.introduce([1: "leaf1"], prefix: "eth")
        #expect(
            fabric.engine.resolvedTopology.unresolved.map(\.reason) == ["agent 0.0.0.1 reports no interface 'swp1'"]
        )
        #expect(fabric.engine.answer(.interfaceName(agent: .v4(1), ifIndex: 1)).text == "eth1")
    }

    @Test func anAgentThatFellSilentIsCalledNothing() throws {
        let fabric = Fabric()
        fabric.engine.setTopology(try Fabric.topology())
        fabric.introduce()
        fabric.clock.advance(seconds: 7200)
        fabric.introduce([1: "leaf1"])
        #expect(fabric.engine.resolvedTopology.nodes(of: .v4(1)) == ["leaf1"])
        #expect(fabric.engine.resolvedTopology.nodes(of: .v4(9)).isEmpty)
        #expect(fabric.engine.answer(.interfaceName(agent: .v4(9), ifIndex: 1)).text == nil)
        #expect(fabric.engine.topology.names.agentsByHost() == ["leaf1": .v4(1)])
    }

    @Test func keyFunctionsAreAnswered() throws {
        let fabric = Fabric()
        fabric.introduce()
        let before = fabric.engine.lookups.generation
        fabric.engine.setTopology(try Fabric.topology())
        #expect(fabric.engine.lookups.generation != before)
        #expect(fabric.engine.answer(.link(agent: .v4(1), ifIndex: 1)).text == "L1")
        #expect(fabric.engine.answer(.link(agent: .v4(1), ifIndex: 2)).text == nil)
        #expect(fabric.engine.answer(.node(agent: .v4(1), ifIndex: 2)).text == "leaf1")
        #expect(fabric.engine.answer(.node(agent: .v4(7), ifIndex: 1)).text == nil)
        #expect(fabric.engine.answer(.interfaceName(agent: .v4(7), ifIndex: 3)).text == "swp3")
        let unknown = fabric.engine.answer(.interfaceName(agent: .v4(7), ifIndex: 4))
        #expect(unknown.text == nil && unknown.lifetime < 10)
    }

    /// Counters that say the same names again void no answers.
    @Test func onlyAChangeVoidsAnswers() throws {
        let fabric = Fabric()
        fabric.engine.setTopology(try Fabric.topology())
        fabric.introduce()
        let generation = fabric.engine.lookups.generation
        fabric.clock.advance(seconds: 10)
        fabric.introduce()
        fabric.introduce([77: "other"])
        #expect(fabric.engine.lookups.generation == generation)
        fabric.engine.setTopology(Topology())
        #expect(fabric.engine.lookups.generation != generation)
        #expect(fabric.engine.answer(.link(agent: .v4(1), ifIndex: 1)).text == nil)
    }

    private static let portsOfParts: [(Set<TopologyPart>, String)] = [
        ([.topology], "1/1 1/2 1/3 2/1 2/2 2/3 9/1 9/2 9/3"), ([.edge], "1/2 1/3 2/2 2/3 9/3"),
        ([.core], "1/1 2/1 9/1 9/2"), ([.edge, .core], "1/1 1/2 1/3 2/1 2/2 2/3 9/1 9/2 9/3"), ([], ""),
    ]

    /// Topologies that are set while names change end with a snapshot that has both.
    @Test func namesThatChangeMeanwhileAreNotMissed() async throws {
        for _ in 0..<200 {
            let fabric = Fabric(shards: 4), topology = try Fabric.topology()
            async let set: Void = fabric.engine.setTopology(topology)
            async let told: Void = fabric.introduce()
            _ = await (set, told)
            try #require(fabric.engine.resolvedTopology.unresolved.isEmpty)
        }
    }

    @Test(arguments: portsOfParts)
    func metricsOfPartsOfTheTopology(parts: Set<TopologyPart>, expected: String) throws {
        let fabric = Fabric()
        fabric.introduce()
        fabric.engine.setTopology(try Fabric.topology())
        let found = fabric.engine.dump(.named([], parts: parts), ["ifspeed"], [:])
        let ports = found.map { "\($0.agent)/\($0.dataSource)".replacing("0.0.0.", with: "") }
        #expect(ports.sorted().joined(separator: " ") == expected)
    }

    @Test func partsAndNamesAddUp() throws {
        let fabric = Fabric()
        fabric.introduce()
        fabric.engine.setTopology(try Fabric.topology())
        let selection = AgentSelection.named(["node7", "0.0.0.9"], parts: [.core])
        #expect(fabric.engine.dump(selection, ["ifspeed"], [:]).count == 3 + 3 + 2)
        // Of the host itself nothing is a port.
        #expect(fabric.engine.dump(selection, ["host_name"], [:]).map(\.value).count == 2)
        #expect(fabric.engine.agents(.named([], parts: [.edge])).map(\.agent) == [.v4(1), .v4(2), .v4(9)])
        #expect(fabric.engine.dump(.named([], parts: [.edge]), ["host_name"], [:]).isEmpty)
        #expect(fabric.engine.dump(.named([], parts: [.topology]), ["host_name"], [:]).count == 3)
    }
}
