import JSON
import Testing

@testable import Topology

@Suite struct TopologyReadingTests {
    private func read(_ text: String, limits: TopologyLimits = TopologyLimits()) throws -> Topology {
        try Topology(JSONValue(text), limits: limits)
    }

    private func text(_ topology: Topology) -> String {
        var writer = JSONWriter()
        writer.value(topology)
        return writer.text
    }

    @Test func readsAndWritesEverything() throws {
        let text = """
            {"nodes":{"leaf1":{"agent":"192.0.2.1","dpid":"0000000000000001","ports":{"swp1":{"ifindex":"3","ofport":"1",\
            "dpid":"0000000000000001","tags":{"speed":"10G"}}},"tags":{"rack":7,"spine":false}},"spine1":{}},\
            "links":{"up":{"node1":"leaf1","port1":"swp1","node2":"spine1","port2":"swp1","tags":{"cost":"10"}}}}
            """
        let topology = try read(text)
        #expect(self.text(topology) == text)
        #expect(topology.nodes["leaf1"]?.ports["swp1"]?.ifIndex == 3)
        #expect(topology.links["up"]?.second == Topology.End("spine1", "swp1"))
    }

    @Test func readsLeniently() throws {
        let topology = try read(
            "{version:4,nodes:{a:{agent:null,ports:{1:{ifindex:7,ofport:1},x:null},color:'red'},b:null},links:null,}"
        )
        #expect(topology.nodes["a"]?.ports["1"]?.ifIndex == 7)
        #expect(topology.nodes["a"]?.ports["1"]?.openFlowPort == "1")
        #expect(topology.nodes["a"]?.ports["x"] == Topology.Port())
        #expect(topology.nodes["b"] == Topology.Node())
        #expect(topology.links.isEmpty)
        #expect(try read("{}").isEmpty)
    }

    @Test func ofMembersOfOneNameTheLastCounts() throws {
        let topology = try read("{nodes:{a:{}},nodes:{b:{agent:'192.0.2.1'},b:{agent:'192.0.2.2'}}}")
        #expect(topology.nodes.keys.sorted() == ["b"])
        #expect(topology.nodes["b"]?.agent == "192.0.2.2")
    }

    @Test(arguments: [
        ("[]", "the topology is to be an object, not an array"),
        ("{nodes:[]}", "nodes is to be an object, not an array"),
        ("{nodes:{a:1}}", "nodes.a is to be an object, not a number"),
        ("{nodes:{'':{}}}", "nodes. is no name: it is empty"),
        (#"{nodes:{"a\u0007":{}}}"#, "nodes.a\u{7} is no name: it has control characters"),
        ("{nodes:{a:{agent:true}}}", "nodes.a.agent is to be a string, not a boolean"),
        ("{nodes:{a:{agent:''}}}", "nodes.a.agent is empty"),
        ("{nodes:{a:{agent:1.5}}}", "nodes.a.agent is to be a string, not a number"),
        (
            "{nodes:{a:{ports:{p:{ifindex:'x'}}}}}",
            "nodes.a.ports.p.ifindex is to be a whole number from 1 to 4294967295"
        ),
        ("{nodes:{a:{ports:{p:{ifindex:0}}}}}", "nodes.a.ports.p.ifindex is to be a whole number from 1 to 4294967295"),
        (
            "{nodes:{a:{ports:{p:{ifindex:4294967296}}}}}",
            "nodes.a.ports.p.ifindex is to be a whole number from 1 to 4294967295"
        ),
        (
            "{nodes:{a:{ports:{p:{ifindex:-1}}}}}",
            "nodes.a.ports.p.ifindex is to be a whole number from 1 to 4294967295"
        ),
        ("{links:{l:{node1:'a',port1:'p',port2:'q'}}}", "links.l.node2 is missing"),
        ("{links:{l:{node1:'a',port1:null,node2:'b',port2:'q'}}}", "links.l.port1 is missing"),
        (
            "{nodes:{a:{tags:{t:[1]}}}}",
            "nodes.a.tags.t is to be a number, true or false, or a string of at most 255 bytes"
        ),
    ])
    func saysWhatIsWrong(text: String, problem: String) throws {
        let value = try JSONValue(text)
        let error = #expect(throws: TopologyError.self) { try Topology(value) }
        #expect(error?.description == problem)
    }

    @Test func saysWhere() throws {
        let text = "{links: {l: {node1:'a', port1:7, node2:'b', port2:[]}}}"
        let value = try JSONValue(text)
        let error = #expect(throws: TopologyError.self) { try Topology(value) }
        #expect(error?.position == text.utf8.count - 5)
    }

    @Test func isBounded() throws {
        var limits = TopologyLimits()
        (limits.nodes, limits.links, limits.ports, limits.tags, limits.text) = (2, 1, 2, 1, 4)
        _ = try read("{nodes:{a:{ports:{p:{}}},b:{ports:{p:{}},tags:{x:1}}}}", limits: limits)
        for text in [
            "{nodes:{a:{},b:{},c:{}}}", "{nodes:{a:{ports:{p:{},q:{}}},b:{ports:{p:{}}}}}",
            "{nodes:{a:{tags:{x:1,y:2}}}}",
            "{nodes:{abcde:{}}}", "{nodes:{a:{agent:'abcde'}}}", "{nodes:{a:{tags:{x:'abcde'}}}}",
            "{links:{l:{node1:'a',port1:'p',node2:'b',port2:'p'},m:{}}}",
        ] {
            let value = try JSONValue(text)
            #expect(throws: TopologyError.self, "\(text)") { try Topology(value, limits: limits) }
        }
    }

    @Test func namesAndLinksOfNodes() throws {
        let topology = try read(
            "{nodes:{lone:{}},links:{x:{node1:'a',port1:'1',node2:'b',port2:'1'},m:{node1:'c',port1:'1',node2:'a',port2:'2'}}}"
        )
        #expect(topology.nodeNames == ["a", "b", "c", "lone"])
        #expect(topology.linkNames == ["m", "x"])
        #expect(topology.links(of: "a") == ["m", "x"])
        #expect(topology.links(of: "b") == ["x"])
        #expect(topology.links(of: "lone").isEmpty)
    }
}
