import Engine
import HTTPTypes
import JSON
import Testing

@testable import AnalyzerAPI

@Suite struct ThresholdRouteTests {
    let api = TestAPI()

    private func define(_ body: String, name: String = "busy") async throws {
        #expect(try await api.ask("/threshold/\(name)/json", .put, body: body).status == .noContent)
    }

    private func numbers(_ query: String = "") async throws -> [Double] {
        guard case .array(let events) = try await api.json("/events/json\(query)") else { return [] }
        return events.compactMap { $0["eventID"]?.coercedNumber }
    }

    @Test func aThresholdIsGivenBackAndRemoved() async throws {
        #expect(try await api.json("/threshold/json") == .object([]))
        try await define("{metric:'ifinutilization',value:'80',filter:{ifspeed:[1000000000],os_name:'linux*'}}")
        let threshold = try await api.json("/threshold/busy/json")
        #expect(threshold["metric"] == .string("ifinutilization") && threshold["value"] == .number(80))
        #expect(threshold["byFlow"] == .bool(false) && threshold["timeout"] == .number(2))
        #expect(threshold["filter"]?["ifspeed"] == .array([.string("1000000000")]))
        #expect(threshold["filter"]?["os_name"] == .array([.string("linux*")]))
        #expect(try await api.json("/threshold/json")["busy"]?["value"] == .number(80))
        #expect(try await api.ask("/threshold/busy/json", .delete).status == .noContent)
        #expect(try await api.ask("/threshold/busy/json", .delete).status == .notFound)
        #expect(try await api.ask("/threshold/busy/json").status == .notFound)
    }

    @Test(arguments: [
        ("[]", nil), ("{}", "metric"), ("{metric:'x'}", "value"), ("{metric:'x',value:'many'}", "value"),
        ("{metric:'max:x',value:1}", "metric"), ("{metric:'',value:1}", "metric"),
        ("{metric:'x',value:1,timeout:-1}", "timeout"), ("{metric:'x',value:1,byFlow:7}", "byFlow"),
        ("{metric:'x',value:1,filter:['a']}", "filter"), ("{metric:'x',value:1,filter:{a:{}}}", "a"),
    ])
    func whatIsWrongIsNamed(body: String, attribute: String?) async throws {
        let response = try await api.ask("/threshold/busy/json", .put, body: body)
        #expect(response.status == .badRequest)
        #expect(response.problem?["attribute"] == attribute.map { .string($0) })
        #expect(try await api.json("/threshold/json") == .object([]))
    }

    @Test func theAnalyzersOwnEventsKeepTheirName() async throws {
        let response = try await api.ask("/threshold/reconciliation/json", .put, body: "{metric:'x',value:1}")
        #expect(response.status == .badRequest)
    }

    @Test func eventsHaveWhatReadersExpect() async throws {
        #expect(try await api.ask("/flow/f/json", .put, body: "{keys:'ipsource',value:'bytes'}").status == .noContent)
        try await define("{metric:'f',value:1000,byFlow:true}", name: "a")
        try await define("{metric:'f',value:1000}", name: "b")
        api.takePacket(1)
        guard case .array(let events) = try await api.json("/events/json") else { Issue.record("no array"); return }
        #expect(events.count == 2 && events.map { $0["eventID"] } == [.number(2), .number(1)])
        let event = events[1]
        #expect(event["thresholdID"] == .string("a") && event["metric"] == .string("f"))
        #expect(event["threshold"] == .number(1000) && event["flowKey"] == .string("10.0.0.1"))
        #expect(event["agent"] == .string("192.0.2.1") && event["dataSource"] == .string("1"))
        #expect(event["value"]?.coercedNumber ?? 0 > 1000 && event["timestamp"]?.coercedNumber ?? 0 > 1.6e12)
        #expect(events[0]["flowKey"] == nil)
        #expect(try await api.json("/analyzer/json")["eventsGenerated"] == .number(2))
        for query in ["thresholdID=b", "eventID=1", "maxEvents=1"] { #expect(try await numbers("?\(query)") == [2]) }
        #expect(try await numbers("?eventID=2") == [])
        #expect(try await numbers("?eventID=2000") == [2, 1])
    }

    @Test(arguments: ["timeout=61", "eventID=x", "maxEvents=-1"])
    func wrongParametersAreRefused(query: String) async throws {
        let response = try await api.ask("/events/json?\(query)")
        #expect(response.status == .badRequest)
        #expect(response.problem?["attribute"] == .string(String(query.prefix { $0 != "=" })))
    }

    @Test func whoWaitsIsAnsweredByTheNextEvent() async throws {
        #expect(try await api.ask("/flow/f/json", .put, body: "{value:'bytes'}").status == .noContent)
        try await define("{metric:'f',value:1000}")
        async let waiting = numbers("?timeout=60&eventID=0")
        api.takePacket(1)
        #expect(try await waiting == [1])
        #expect(try await numbers("?timeout=0.01&eventID=1") == [])
    }

    /// Without anything that happens nothing wakes whoever listens but the interval, which does not come.
    @Test(.timeLimit(.minutes(1))) func whatHappensWakesListeners() async throws {
        #expect(try await api.ask("/flow/f/json", .put, body: "{value:'bytes'}").status == .noContent)
        try await define("{metric:'f',value:1000}")
        var wakes = 0
        try await Wakes(listeners: [api.engine.eventLog.listeners]).forEach(interval: .seconds(3600)) {
            wakes += 1
            if wakes == 1 { api.takePacket(1) }
            return wakes < 2
        }
        #expect(wakes == 2)
    }
}
