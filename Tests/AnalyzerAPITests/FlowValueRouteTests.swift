import HTTPTypes
import JSON
import Testing

@testable import AnalyzerAPI

@Suite struct FlowValueRouteTests {
    let api: TestAPI

    init() async throws {
        api = TestAPI()
        _ = try await api.ask("/flow/udp/json", .put, body: "{keys:'ipsource,udpdestinationport',value:'frames',t:60}")
        _ = try await api.ask("/flow/all/json", .put, body: "{value:'frames',t:60}")
        for sequence in 1...20 as ClosedRange<UInt32> {
            api.takePacket(2 * sequence, on: 1)
            api.takePacket(2 * sequence + 1, on: 2)
            api.clock.advance(seconds: 1)
        }
    }

    @Test func theValueOfAFlow() async throws {
        let listed = try #require(try await api.json("/activeflows/ALL/udp/json").first)
        #expect(try await api.json("/flowvalue/ALL/udp/json?key=10.0.0.1,53") == listed["value"])
        #expect(try await api.json("/flowvalue/192.0.2.1/1.udp/json?key=10.0.0.1%2C53") == listed["value"])
        let sum = try #require(try await api.json("/flowvalue/ALL/udp/json?key=10.0.0.1,53&aggMode=sum").coercedNumber)
        #expect(sum > 1.9 * (listed["value"]?.coercedNumber ?? 0))
        #expect(try await api.json("/flowvalue/ALL/2.all/json").coercedNumber ?? 0 > 0)
    }

    @Test(arguments: [
        ("udp/json?key=10.0.0.2,53", 404), ("nothing/json?key=10.0.0.1,53", 404), ("7.udp/json?key=10.0.0.1,53", 404),
        ("udp/json", 400), ("udp/json?key=10.0.0.1,53&aggMode=most", 400),
        ("udp/json?key=10.0.0.1,53&aggMode=edge", 400),
    ])
    func problems(path: String, status: Int) async throws {
        let response = try await api.ask("/flowvalue/ALL/\(path)")
        #expect(response.status.code == status)
        #expect(response.problem?["status"] == .number(Double(status)))
    }

    @Test func whereAFlowIsSeen() async throws {
        let answer = try await api.json("/flowlocations/ALL/udp/json?key=10.0.0.1,53")
        guard case .array(let places) = answer else { Issue.record("\(answer)"); return }
        #expect(places.map { $0["dataSource"] } == [.string("1"), .string("2")])
        #expect(places.allSatisfy { $0["agent"] == .string("192.0.2.1") && $0["key"] == .string("10.0.0.1,53") })
        #expect(try await api.json("/flowlocations/ALL/udp/json?key=10.0.0.9,53") == .array([]))
        #expect(try await api.ask("/flowlocations/ALL/none/json?key=x").status == .notFound)
        #expect(try await api.ask("/flowlocations/ALL/udp/json").problem?["attribute"] == .string("key"))
    }

    @Test func aValueCanBeStreamed() async throws {
        let target = try RequestTarget("/stream/flowvalue/ALL/all/json")
        let (route, request) = try Analyzer.routes.resolve(.get, target)
        let event = String(
            decoding: try Analyzer(engine: api.engine).eventStream(route, request).events(),
            as: UTF8.self
        )
        #expect(event.hasPrefix("data: ") && Double(event.dropFirst(6).dropLast(2)) ?? 0 > 0)
    }
}
