import Engine
import HTTPTypes
import JSON
import Testing

@testable import AnalyzerAPI

@Suite struct FlowLogRouteTests {
    let api = TestAPI()

    private func define(_ name: String = "f", _ more: String = "") async throws {
        let body = "{keys:'ipsource',value:'bytes',log:true,flowStart:true\(more)}"
        #expect(try await api.ask("/flow/\(name)/json", .put, body: body).status == .noContent)
    }

    private func numbers(_ query: String = "") async throws -> [Double] {
        guard case .array(let records) = try await api.json("/flows/json\(query)") else { return [] }
        return records.compactMap { $0["flowID"]?.coercedNumber }
    }

    @Test func aRecordHasWhatReadersExpect() async throws {
        #expect(try await api.json("/flows/json") == .array([]))
        try await define()
        api.takePacket(1)
        guard case .array(let records) = try await api.json("/flows/json") else { Issue.record("no array"); return }
        let record = try #require(records.first)
        #expect(records.count == 1 && record["flowID"] == .number(1) && record["name"] == .string("f"))
        #expect(record["flowKeys"] == .string("10.0.0.1") && record["value"] == .number(100_000))
        #expect(record["agent"] == .string("192.0.2.1") && record["dataSource"] == .string("1"))
        #expect(record["samples"] == .number(1) && record["errorPercent"]?.coercedNumber != nil)
        let start = try #require(record["start"]?.coercedNumber)
        #expect(record["end"] == .number(start) && start > 1.6e12)
        #expect(try await api.json("/analyzer/json")["flowsGenerated"] == .number(1))
        #expect(try await api.json("/analyzer/json")["flowsLost"] == .number(0))
    }

    @Test func readersChooseWhatTheyWant() async throws {
        for name in ["a", "b", "c"] { try await define(name) }
        api.takePacket(1)
        #expect(try await numbers() == [3, 2, 1])
        #expect(try await numbers("?flowID=-1") == [3, 2, 1])
        #expect(try await numbers("?flowID=1&maxFlows=1") == [3])
        #expect(try await numbers("?flowID=3") == [])
        #expect(try await numbers("?name=a&name=c") == [3, 1])
        #expect(try await numbers("?name=a,b&maxFlows=10") == [2, 1])
        #expect(try await numbers("?name=z") == [])
    }

    @Test(arguments: ["timeout=61", "timeout=-1", "timeout=x", "flowID=x", "maxFlows=-1"])
    func wrongParametersAreRefused(query: String) async throws {
        let response = try await api.ask("/flows/json?\(query)")
        #expect(response.status == .badRequest)
        #expect(response.problem?["attribute"] == .string(String(query.prefix { $0 != "=" })))
    }

    @Test func aRecordThatIsThereIsNotWaitedFor() async throws {
        try await define()
        api.takePacket(1)
        #expect(try await numbers("?timeout=60") == [1])
        #expect(try await numbers("?timeout=60&flowID=7") == [1])
    }

    @Test func whoWaitsIsAnsweredByTheNextRecord() async throws {
        try await define()
        async let waiting = numbers("?timeout=60&flowID=0")
        api.takePacket(1)
        #expect(try await waiting == [1])
        #expect(try await numbers("?timeout=0.01&flowID=1") == [])
    }

    @Test(arguments: [
        ("keys:'stack',ipfixCollectors:['192.0.2.1']", "keys", "'stack' has no IPFIX element"),
        ("keys:'ipsource',ipfixCollectors:['nobody']", "ipfixCollectors", "'nobody' is no IPFIX collector"),
        ("keys:'ipsource',ipfixCollectors:'192.0.2.1:x'", "ipfixCollectors", "'192.0.2.1:x' is no IPFIX collector"),
    ])
    func whatCannotBeExportedIsRefused(attributes: String, attribute: String, reason: String) async throws {
        let response = try await api.ask("/flow/f/json", .put, body: "{value:'bytes',\(attributes)}")
        #expect(response.status == .badRequest && response.problem?["attribute"] == .string(attribute))
        #expect(response.text.contains(reason))
        #expect(try await api.ask("/flow/f/json").status == .notFound)
    }

    @Test func aDefinitionWithCollectorsIsGivenBack() async throws {
        try await define("f", ",ipfixCollectors:['192.0.2.1','192.0.2.2:9995'],activeTimeout:5")
        let definition = try await api.json("/flow/f/json")
        #expect(definition["ipfixCollectors"] == .array([.string("192.0.2.1"), .string("192.0.2.2:9995")]))
        #expect(definition["activeTimeout"] == .number(5) && definition["log"] == .bool(true))
    }

    @Test func aStreamIsSentWhatIsNew() async throws {
        try await define()
        let analyzer = Analyzer(engine: api.engine)
        let (route, request) = try Analyzer.routes.resolve(
            .get,
            try RequestTarget("/stream?path=/flows/json&path=/version")
        )
        let stream = try analyzer.eventStream(route, request)
        #expect(stream.listeners.count == 1)
        var progress = EventStream.Progress()
        func text(isDue: Bool) -> String { String(decoding: stream.events(&progress, isDue: isDue), as: UTF8.self) }
        #expect(text(isDue: true).hasPrefix("event: 0\ndata: []\n\nevent: 1\n"))
        #expect(text(isDue: false) == "")
        api.takePacket(1)
        let news = text(isDue: false)
        #expect(news.hasPrefix("event: 0\ndata: [{\"flowID\":1,") && !news.contains("event: 1"))
        #expect(text(isDue: true).hasPrefix("event: 1\n"))
    }

    @Test func aStreamWithWrongParametersIsRefused() throws {
        let analyzer = Analyzer(engine: api.engine)
        let (route, request) = try Analyzer.routes.resolve(.get, try RequestTarget("/stream/flows/json?maxFlows=x"))
        #expect(throws: APIProblem.self) { try analyzer.eventStream(route, request) }
    }
}
