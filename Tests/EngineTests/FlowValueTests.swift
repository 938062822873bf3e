import FlowLanguage
import NetTypes
import SFlow
import Testing

@testable import Engine

@Suite struct FlowValueTests {
    private func fabric(_ definition: FlowDefinition, name: String = "f") throws -> Fabric {
        let fabric = Fabric()
        try fabric.engine.setFlow(name, definition)
        fabric.send(from: 1, through: [(1, 2), (9, 1)])
        fabric.send(from: 3, through: [(1, 2)])
        return fabric
    }

    private static let pairs = FlowDefinition(keys: "ipsource,ipdestination", value: "frames", timeConstant: 60)

    @Test func aKeyIsFoundByItsText() throws {
        let engine = try fabric(Self.pairs).engine
        let flow = try #require(try engine.flowValue(.all, "f", key: "10.0.0.1,10.0.0.2", merge: .sum))
        let all = engine.activeFlows(.all, "f", limit: 10, minimum: 0, merge: .sum) ?? []
        let listed = try #require(all.first { $0.key == "10.0.0.1,10.0.0.2" })
        #expect(flow.flowN == 2 && listed.flowN == 2)
        #expect(flow.value == listed.value)
        #expect(try engine.flowValue(.all, "f", key: "10.0.0.1,10.0.0.9") == nil)
        #expect(try engine.flowValue(.all, "f", key: "") == nil)
        #expect(try engine.flowValue(.named(["0.0.0.5"]), "f", key: "10.0.0.1,10.0.0.2") == nil)
        #expect(try engine.flowValue(.all, "f", key: "10.0.0.1,10.0.0.2,") == nil)
    }

    @Test func aDataSourceMayStandBeforeTheName() throws {
        let engine = try fabric(Self.pairs).engine
        let key = "10.0.0.1,10.0.0.2"
        #expect(try engine.flowValue(.all, "2.f", key: key, merge: .sum)?.flowN == 1)
        #expect(try engine.flowValue(.all, "2.f", key: key)?.dataSource == "2")
        #expect(try engine.flowValue(.all, "3.f", key: key) == nil)
        #expect(try engine.flowLocations(.all, "1.f", key: key).map(\.agent) == [.v4(9)])
    }

    @Test func locationsAreEverywhereItIsSeen() throws {
        let fabric = try fabric(Self.pairs)
        fabric.send(from: 1, through: [(9, 1)])
        let found = try fabric.engine.flowLocations(.all, "f", key: "10.0.0.1,10.0.0.2")
        #expect(found.map { "\($0.agent) \($0.dataSource)" } == ["0.0.0.9 1", "0.0.0.1 2"])
        #expect(found[0].value > found[1].value)
        #expect(try fabric.engine.flowLocations(.all, "f", key: "nonsense").isEmpty)
    }

    /// Where the separator occurs in values, they are told from what is there.
    @Test func ambiguousTextsAreLookedFor() throws {
        var definition = Self.pairs
        definition.separator = "."
        let engine = try fabric(definition).engine
        #expect(try engine.flowValue(.all, "f", key: "10.0.0.1.10.0.0.2")?.samples ?? 0 > 1)
        #expect(try engine.flowValue(.all, "f", key: "10.0.0.1.10.0.0.7") == nil)
    }

    @Test func keysThatFunctionsMakeAreLookedFor() throws {
        let fabric = Fabric()
        fabric.introduce()
        fabric.engine.setTopology(try Fabric.topology())
        let keys = "null:[link:inputifindex]:edge,node:inputifindex,or:ip6source:ipsource"
        try fabric.engine.setFlow("f", FlowDefinition(keys: keys, value: "frames", timeConstant: 60))
        fabric.send(through: [(1, 2), (9, 1)])
        #expect(try fabric.engine.flowValue(.all, "f", key: "L1,spine1,10.0.0.1")?.agent == .v4(9))
        #expect(try fabric.engine.flowLocations(.all, "f", key: "edge,leaf1,10.0.0.1").map(\.dataSource) == ["2"])
        #expect(try fabric.engine.flowValue(.all, "f", key: "L2,leaf1,10.0.0.1") == nil)
    }

    @Test func aDefinitionWithoutKeysNeedsNone() throws {
        let engine = try fabric(FlowDefinition(value: "frames")).engine
        #expect(try engine.flowValue(.all, "f", key: nil) != nil)
        #expect(try engine.flowValue(.all, "f", key: "") != nil)
    }

    @Test func problemsHaveNames() throws {
        let engine = try fabric(Self.pairs).engine
        #expect(throws: FlowProblem.noDefinition("g")) { try engine.flowValue(.all, "4.g", key: "x") }
        #expect(throws: FlowProblem.noKey("ipsource,ipdestination")) { try engine.flowLocations(.all, "f", key: nil) }
    }

    @Test(
        arguments: [
            ("f", nil, "f"), ("a.b", nil, "a.b"), ("4.f", DataSource.interface(4), "f"), ("2.1.f", .host, "f"),
            ("3.100.a.b", DataSource(sourceClass: 3, index: 100), "a.b"), ("4.a.b", .interface(4), "a.b"),
            ("7.1", nil, "7.1"), ("4.7.1", .interface(4), "7.1"), ("4.nothing", .interface(4), "nothing"),
            ("x.f", nil, "x.f"), ("4294967296.f", nil, "4294967296.f"), ("", nil, ""), (".", nil, "."),
        ] as [(String, DataSource?, String)]
    )
    func namesAreSplit(name: String, source: DataSource?, flow: String) {
        let known: Set = ["f", "a.b", "7.1"]
        let split = flowName(name, isFlow: known.contains)
        #expect(split.dataSource == source && split.flow == flow)
    }
}
