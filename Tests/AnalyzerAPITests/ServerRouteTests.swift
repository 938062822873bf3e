import HTTPTypes
import Hummingbird
import JSON
import NetTypes
import Testing

@testable import AnalyzerAPI

@Suite struct ServerRouteTests {
    let api = TestAPI.withAgent()

    @Test func versionIsText() async throws {
        let response = try await api.ask("/version")
        #expect(response.text == starlingVersion)
        #expect(response.headers[.contentType] == "text/plain; charset=utf-8")
    }

    @Test func analyzerCountsWhatCameIn() async throws {
        api.take([0, 0, 0, 4])
        let status = try await api.json("/analyzer/json")
        #expect(status["sFlowAgents"] == .number(1))
        #expect(status["sFlowDatagramsReceived"] == .number(1))
        #expect(status["sFlowParseErrors"] == .number(1))
        #expect(status["sFlowUnsupportedVersion"] == .number(1))
        #expect(status["sFlowParseErrorsVersion4"] == .number(1) && status["sFlowParseErrorsVersion"] == .number(0))
        guard case .object(let members) = status else { Issue.record("no object"); return }
        let kinds = members.filter { $0.name.hasPrefix("sFlowParseErrors") && $0.name != "sFlowParseErrors" }
        #expect(kinds.compactMap(\.value.coercedNumber).reduce(0, +) == 1)
        #expect(kinds.count > 1)
    }

    @Test(arguments: [
        "version", "updateAvailable", "uptime", "sFlowAgents", "sFlowDatagramsReceived", "sFlowBytesReceived",
        "sFlowParseErrors", "sFlowUnsupportedVersion", "sFlowDatagramsDiscarded", "httpConnectionsCurrent",
        "httpConnectionsTotal", "httpMessagesSent", "httpMessagesReceived", "httpBytesSent", "httpBytesReceived",
        "availableProcessors", "heapMax", "heapUsed", "threadTotalStartedCount", "threadCount", "threadDaemonCount",
        "gcTime", "gcCount", "flowsGenerated", "flowsLost", "eventsGenerated", "eventsLost", "cpuTime", "memTotal",
        "memFree", "cpuLoadSystem", "cpuLoadProcess",
    ])
    func analyzerHasTheFieldsThatDashboardsRead(name: String) async throws {
        #expect(try await api.json("/analyzer/json")[name] != nil)
    }

    @Test func theProcessHasAPlausibleSize() async throws {
        let status = try await api.json("/analyzer/json")
        let used = try #require(status["heapUsed"]?.coercedNumber),
            most = try #require(status["heapMax"]?.coercedNumber)
        #expect(used > 1e6 && used < most)
        #expect(try #require(status["threadCount"]?.coercedNumber) >= 1)
    }

    @Test func agentsAreKeyedByAddress() async throws {
        let agent = try #require(try await api.json("/agents/json")["192.0.2.1"])
        #expect(agent["sFlowDatagramsReceived"] == .number(1))
        #expect(agent["sFlowCounterSamples"] == .number(3))
        #expect(agent["sFlowDatagramSource"] == .array([.string("192.0.2.1")]))
        #expect(agent["hostName"] == .string("leaf1"))
        #expect(agent["lastSeen"] == .number(0))
        #expect(try await api.json("/agents/json?agent=leaf1&agent=192.0.2.8")["192.0.2.1"] == agent)
        #expect(try await api.json("/agents/json?agent=192.0.2.8") == .object([]))
    }

    @Test func theBooksOfAgentsAndTheirDataSources() async throws {
        api.take([0, 0, 0, 4])
        let ledger = try await api.json("/ledger/json"), agent = try #require(ledger["agents"]?["192.0.2.1"])
        #expect(agent["datagrams"]?["received"] == .number(1) && agent["datagrams"]?["lost"] == .number(0))
        #expect(agent["hostName"] == .string("leaf1"))
        guard case .array(let sources)? = agent["dataSources"] else { Issue.record("no data sources"); return }
        let received = sources.compactMap { $0["counterSamples"]?["received"]?.coercedNumber }
        #expect(
            received.reduce(0, +) == 3 && sources.allSatisfy { $0["dataSource"] != nil && $0["flowSamples"] == nil }
        )
        #expect(ledger["refused"]?["datagrams"] == .number(1) && ledger["sockets"] == .array([]))
        #expect(try await api.json("/ledger/json?agent=192.0.2.8")["agents"] == .object([]))
    }

    @Test func indentationIsConfigurable() async throws {
        #expect(try await api.ask("/metrics/json").text.hasPrefix("{\n \""))
        var compact = api
        compact.settings.jsonIndent = 0
        #expect(try await !compact.ask("/metrics/json").text.contains("\n"))
    }

    @Test func theIndexListsEveryRoute() async throws {
        guard case .array(let routes) = try await api.json("/api") else { Issue.record("no array"); return }
        #expect(routes.count == Analyzer.routes.routes.count)
        #expect(routes.contains { $0["path"] == .string("/flow/{name}/json") && $0["method"] == .string("PUT") })
    }

    @Test func browsersAreToldToLoadOnlyFromHere() async throws {
        for path in ["/version", "/nothing", "/flow/x/json"] {
            let headers = try await api.ask(path).headers
            #expect(headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none';") == true)
            #expect(headers[.xContentTypeOptions] == "nosniff")
            #expect(headers[.accessControlAllowOrigin] == nil)
        }
    }
}
