import HTTPTypes
import JSON
import SFlow
import TestKit
import Testing

@testable import AnalyzerAPI

@Suite struct TopologyRouteTests {
    let api = TestAPI.withAgent()

    /// The agent 192.0.2.1 is a switch whose interface 1 is on a link.
    private static let topology = """
        {nodes:{leaf1:{agent:'192.0.2.1',ports:{swp1:{ifindex:1}}}},
        links:{up:{node1:'leaf1',port1:'swp1',node2:'spine1',port2:'swp7'}}}
        """

    private func put(_ body: String = topology) async throws -> TestResponse {
        try await api.ask("/topology/json", .put, body: body)
    }

    @Test func aTopologyIsPutAndRead() async throws {
        let empty = try await api.json("/topology/json")
        #expect(empty["version"] == .number(0) && empty["nodes"] == .object([]) && empty["links"] == .object([]))
        #expect(empty["unresolved"] == nil)
        #expect(try await put().status == .noContent)
        let topology = try await api.json("/topology/json")
        #expect(topology["version"] == .number(1))
        #expect(topology["nodes"]?["leaf1"]?["ports"]?["swp1"]?["ifindex"] == .string("1"))
        #expect(topology["links"]?["up"]?["port2"] == .string("swp7"))
        let unresolved = try #require(topology["unresolved"]?.first)
        #expect(unresolved["link"] == .string("up") && unresolved["node"] == .string("spine1"))
        #expect(unresolved["reason"] == .string("no agent reports the host name 'spine1'"))
    }

    @Test func whatIsReadMayBePutBack() async throws {
        _ = try await put()
        let text = try await api.ask("/topology/json").text
        #expect(try await put(text).status == .noContent)
        let again = try await api.json("/topology/json")
        #expect(again["version"] == .number(2))
        #expect(again["links"]?["up"]?["node2"] == .string("spine1"))
    }

    @Test func aWrongTopologyIsRefusedAndChangesNothing() async throws {
        _ = try await put()
        let response = try await put("{links:{l:{node1:'a',port1:'p',node2:'b'}}}")
        #expect(response.status == .badRequest)
        #expect(response.problem?["error"] == .string("links.l.port2 is missing"))
        #expect(response.problem?["attribute"] == .string("links.l.port2"))
        #expect(response.problem?["position"] == .number(10))
        #expect(try await put("{nodes:").status == .badRequest)
        #expect(try await api.json("/topology/json")["version"] == .number(1))
    }

    @Test func aTopologyMayBeLargerThanOtherBodies() async throws {
        let links = (1...4000).map { "l\($0):{node1:'a\($0)',port1:'p',node2:'b\($0)',port2:'p'}" }
        let body = "{links:{" + links.joined(separator: ",") + "}}"
        #expect(body.utf8.count > RequestLimits.body)
        #expect(try await put(body).status == .noContent)
        #expect(try await put(String(repeating: " ", count: RequestLimits.longBody) + "{}").status == .contentTooLarge)
    }

    @Test func aReadOnlyAnalyzerKeepsItsTopology() async throws {
        var readOnly = api
        readOnly.settings.isReadOnly = true
        #expect(try await readOnly.ask("/topology/json", .put, body: "{}").status == .forbidden)
        #expect(try await readOnly.ask("/topology/json").status == .ok)
    }

    @Test(
        arguments: [
            ("TOPOLOGY", [1, 2]), ("EDGE", [2]), ("CORE", [1]), ("CORE,EDGE", [1, 2]), ("leaf1", [1, 2]),
            ("EDGE;leaf1", [1, 2]),
        ] as [(String, [Int])]
    )
    func metricsOfPartsOfTheTopology(agents: String, ports: [Int]) async throws {
        #expect(try await api.json("/dump/TOPOLOGY;EDGE;CORE/ifindex/json") == .array([]))
        _ = try await put()
        guard case .array(let values) = try await api.json("/dump/\(agents)/ifindex/json") else {
            Issue.record("no array")
            return
        }
        let found = values.compactMap { $0["metricValue"]?.coercedNumber }
        #expect(found.sorted() == ports.map(Double.init))
    }

    @Test func agentsAndWorkloadsOfTheTopology() async throws {
        #expect(try await api.json("/agents/json?agent=EDGE") == .object([]))
        _ = try await put()
        #expect(try await api.json("/agents/json?agent=EDGE")["192.0.2.1"] != nil)
        #expect(try await api.json("/workloads/TOPOLOGY/json") == .array([]))
    }

    @Test func flowsAtTheEdgeAndInTheCore() async throws {
        _ = try await api.ask("/flow/udp/json", .put, body: "{keys:'ipsource',value:'frames',aggMode:'EDGE',t:60}")
        _ = try await put()
        for sequence in 1...20 as ClosedRange<UInt32> {
            api.takePacket(3 * sequence, on: 1)
            api.takePacket(3 * sequence + 1, on: 2)
            api.takePacket(3 * sequence + 2, on: 3)
            api.clock.advance(seconds: 1)
        }
        for (query, sources) in [("", 2), ("?aggMode=edge", 2), ("?aggMode=Core", 1), ("?aggMode=AGENT", 3)] {
            let flow = try await api.json("/activeflows/ALL/udp/json\(query)").first
            #expect(flow?["flowN"] == .number(Double(sources)), "\(query)")
        }
        let core = try await api.json("/activeflows/CORE/udp/json?aggMode=sum").first
        #expect(core?["dataSource"] == .string("1") && core?["flowN"] == .number(1))
        #expect(try await api.json("/flow/udp/json")["aggMode"] == .string("EDGE"))
    }

    @Test func aTopologyCanBeStreamed() async throws {
        let (route, request) = try Analyzer.routes.resolve(.get, try RequestTarget("/stream/topology/json"))
        let stream = try Analyzer(engine: api.engine).eventStream(route, request)
        _ = try await put()
        #expect(String(decoding: stream.events(), as: UTF8.self).hasPrefix(#"data: {"version":1,"nodes":{"leaf1""#))
    }
}
