import JSON
import NetTypes
import Testing

@testable import Topology

@Suite struct ResolvedTopologyTests {
    private let hosts: [String: IPAddress] = ["leaf1": .v4(1), "leaf2": .v4(2), "spine1": .v4(9)]
    private let interfaces: [IPAddress: [UInt32: String]] = [
        .v4(1): [3: "swp1", 4: "swp2", 5: "swp3"], .v4(2): [13: "swp1", 14: "swp2"], .v4(9): [23: "swp1", 24: "swp2"],
    ]

    private func resolve(_ text: String) throws -> ResolvedTopology {
        let interfaces = interfaces
        return ResolvedTopology(try Topology(JSONValue(text)), agentNamed: { hosts[$0] }) { interfaces[$0] ?? [:] }
    }

    private static let fabric = """
        {links:{L1:{node1:'leaf1',port1:'swp1',node2:'spine1',port2:'swp1'},
        L2:{node1:'leaf2',port1:'swp1',node2:'spine1',port2:'swp2'}}}
        """

    @Test func linksAloneAreEnoughWhereAgentsSayTheirNames() throws {
        let topology = try resolve(Self.fabric)
        #expect(topology.unresolved.isEmpty)
        #expect(topology.agent(of: "leaf1") == .v4(1) && topology.nodes(of: .v4(9)) == ["spine1"])
        let end = try #require(topology.link(.v4(9), 24))
        #expect(
            end.link == "L2" && end.here == Topology.End("spine1", "swp2") && end.there == Topology.End("leaf2", "swp1")
        )
        #expect(topology.link(.v4(1), 4) == nil)
        #expect(topology.node(.v4(1), 4) == "leaf1")
    }

    @Test func portsAreCoreOrEdge() throws {
        let topology = try resolve(Self.fabric)
        #expect(topology.part(.v4(1), 3) == .core)
        #expect(topology.part(.v4(1), 4) == .edge)
        #expect(topology.part(.v4(1), 99) == .edge)
        #expect(topology.part(.v4(7), 3) == nil)
        #expect(ResolvedTopology().part(.v4(1), 3) == nil)
    }

    @Test func declaredAddressesAndIndicesNeedNoAgent() throws {
        let topology = try resolve(
            """
            {nodes:{a:{agent:'10.0.0.1',ports:{p:{ifindex:'7'},q:{ifindex:8}}},b:{agent:'2001:DB8:0::2',ports:{p:{ifindex:1}}}},
            links:{l:{node1:'a',port1:'p',node2:'b',port2:'p'}}}
            """
        )
        #expect(topology.unresolved.isEmpty)
        let a = IPAddress("10.0.0.1")!, b = IPAddress("2001:db8::2")!
        #expect(topology.link(a, 7)?.there.node == "b")
        #expect(topology.link(b, 1)?.here.node == "b")
        #expect(topology.port(a, 8) == Topology.End("a", "q"))
        #expect(topology.part(a, 8) == .edge)
    }

    @Test func anAgentMayBeNamedByItsHostName() throws {
        let topology = try resolve("{nodes:{rack7:{agent:'leaf1'}}}")
        #expect(topology.agent(of: "rack7") == .v4(1))
        #expect(topology.has(.v4(1)) && !topology.has(.v4(2)))
        #expect(topology.looksFor("leaf1") && !topology.looksFor("rack7"))
    }

    @Test func oneAgentMayServeSeveralNodes() throws {
        let topology = try resolve(
            """
            {nodes:{s1:{agent:'0.0.0.1',ports:{e1:{ifindex:1},e2:{ifindex:2}}},s2:{agent:'0.0.0.1',ports:{e1:{ifindex:11}}}},
            links:{l:{node1:'s1',port1:'e1',node2:'s2',port2:'e1'}}}
            """
        )
        #expect(topology.nodes(of: .v4(1)) == ["s1", "s2"])
        #expect(topology.node(.v4(1), 11) == "s2")
        #expect(topology.node(.v4(1), 2) == "s1")
        #expect(topology.node(.v4(1), 3) == nil)
        #expect(topology.part(.v4(1), 3) == .edge)
    }

    @Test func whatIsNotFoundIsReported() throws {
        let topology = try resolve(
            """
            {nodes:{x:{agent:'nobody'}},links:{a:{node1:'leaf1',port1:'eth7',node2:'ghost',port2:'p'},
            b:{node1:'leaf1',port1:'swp1',node2:'x',port2:'p'},c:{node1:'leaf1',port1:'swp1',node2:'leaf2',port2:'swp1'}}}
            """
        )
        #expect(
            topology.unresolved.map { "\($0.link) \($0.end.node): \($0.reason)" } == [
                "a leaf1: agent 0.0.0.1 reports no interface 'eth7'",
                "a ghost: no agent reports the host name 'ghost'",
                "b x: no agent reports the host name 'nobody'",
                "c leaf1: interface 3 of agent 0.0.0.1 is on 'b'",
            ]
        )
        #expect(topology.link(.v4(1), 3)?.link == "b")
        #expect(topology.link(.v4(2), 13)?.link == "c")
    }

    @Test func equalNamesGiveEqualSnapshots() throws {
        #expect(try resolve(Self.fabric) == resolve(Self.fabric))
        #expect(try resolve(Self.fabric) != resolve("{}"))
    }

    @Test func ofInterfacesWithOneNameTheFirstIsMeant() throws {
        let topology = ResolvedTopology(
            try Topology(JSONValue("{links:{l:{node1:'h',port1:'eth0',node2:'h',port2:'eth1'}}}")),
            agentNamed: { _ in .v4(1) },
            interfaces: { _ in [9: "eth0", 2: "eth0", 4: "eth1"] }
        )
        #expect(topology.link(.v4(1), 2)?.here.port == "eth0")
        #expect(topology.link(.v4(1), 9) == nil)
    }
}
