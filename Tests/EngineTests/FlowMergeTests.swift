import FlowLanguage
import NetTypes
import Testing
import Topology

@testable import Engine

@Suite struct FlowMergeTests {
    /// Packets from 10.0.0.1 to 10.0.0.2 come in at leaf1 and go by the spine to leaf2; as many come in at leaf2 itself. A host that
    /// is no node sees them all.
    private func fabric(_ definition: FlowDefinition, shards: Int = 1) throws -> Fabric {
        let fabric = Fabric(shards: shards)
        fabric.introduce()
        fabric.engine.setTopology(try Fabric.topology())
        try fabric.engine.setFlow("pairs", definition)
        fabric.send(through: [(1, 2), (9, 1), (2, 1), (2, 2), (7, 1)])
        return fabric
    }

    private static let pairs = FlowDefinition(keys: "ipsource,ipdestination", value: "frames", timeConstant: 4)

    private func flow(_ fabric: Fabric, _ merge: FlowMerge?, _ selection: AgentSelection = .all) throws -> ActiveFlow {
        let flows = fabric.engine.activeFlows(selection, "pairs", limit: 10, minimum: 0, merge: merge)
        #expect(flows?.count == 1)
        return try #require(flows?.first)
    }

    @Test(
        arguments: [(FlowMerge.max, 1, 5), (.sum, 5, 5), (.edge, 2, 2), (.core, 1, 2), (.agent, 2, 5)],
        [1, 4]
    )
    func dataSourcesBecomeOne(_ expected: (merge: FlowMerge, times: Double, sources: Int), shards: Int) throws {
        let fabric = try fabric(Self.pairs, shards: shards)
        let one = try flow(fabric, .max, .named(["0.0.0.7"])).value
        let found = try flow(fabric, expected.merge)
        #expect(abs(found.value - expected.times * one) < 1e-6 * one)
        #expect(found.flowN == expected.sources)
    }

    @Test func theDefinitionSaysHowWhereTheQuestionDoesNot() throws {
        var definition = Self.pairs
        definition.mergeMode = "EDGE"
        let fabric = try fabric(definition)
        #expect(try flow(fabric, nil).flowN == 2)
        #expect(try flow(fabric, .sum).flowN == 5)
    }

    @Test func theSelectionIsAppliedFirst() throws {
        let fabric = try fabric(Self.pairs)
        let one = try flow(fabric, .max).value
        #expect(try flow(fabric, .agent, .named(["leaf2"])).value > 1.9 * one)
        #expect(try flow(fabric, .agent, .named([], parts: [.edge])).value < 1.1 * one)
        #expect(try flow(fabric, .sum, .named([], parts: [.core])).flowN == 2)
        let none = fabric.engine.activeFlows(.named(["node7"]), "pairs", limit: 10, minimum: 0, merge: .edge)
        #expect(none?.isEmpty == true)
    }

    @Test func withoutATopologyNothingIsAtItsEdge() throws {
        let fabric = try fabric(Self.pairs)
        fabric.engine.setTopology(Topology())
        for merge in [FlowMerge.edge, .core] {
            let flows = fabric.engine.activeFlows(.all, "pairs", limit: 10, minimum: 0, merge: merge)
            #expect(flows?.isEmpty == true)
        }
        #expect(try flow(fabric, .agent).flowN == 5)
    }

    /// A flow that is second at every port is the largest of all.
    @Test func whatIsAddedUpIsNotCutBefore() throws {
        let fabric = Fabric()
        try fabric.engine.setFlow("sources", FlowDefinition(keys: "ipsource", value: "frames", timeConstant: 600))
        for port in 1...3 as ClosedRange<UInt32> {
            fabric.send(from: UInt8(10 + port), through: [(1, port), (2, port)])
            fabric.send(from: 1, through: [(1, port)])
        }
        let largest = fabric.engine.activeFlows(.named(["0.0.0.1"]), "sources", limit: 1, minimum: 0, merge: .sum)
        #expect(largest?.map(\.key) == ["10.0.0.1"])
        #expect(largest?.first?.flowN == 3)
    }
}
