import HTTPTypes
import Hummingbird
import JSON
import Testing

@testable import AnalyzerAPI

@Suite struct FlowRouteTests {
    let api = TestAPI()

    @Test func aDefinitionIsPutReadAndDeleted() async throws {
        let put = try await api.ask("/flow/tcp%2C%5B1%5D/json", .put, body: "{keys:'ipsource',value:'bytes'}")
        #expect(put.status == .noContent)
        #expect(put.body.readableBytes == 0)
        let flow = try await api.json("/flow/tcp,[1]/json")
        #expect(flow["keys"] == .string("ipsource"))
        #expect(flow["fs"] == .string(","))
        #expect(flow["n"] == .number(5) && flow["t"] == .number(2))
        #expect(try await api.json("/flow/json")["tcp,[1]"]?["keys"] == flow["keys"])
        #expect(try await api.json("/activeflows/ALL/tcp,[1]/json") == .array([]))
        #expect(try await api.ask("/flow/tcp,[1]/json", .delete).status == .noContent)
        #expect(try await api.ask("/flow/tcp,[1]/json", .delete).status == .notFound)
        #expect(try await api.ask("/flow/tcp,[1]/json").status == .notFound)
        #expect(try await api.ask("/activeflows/ALL/tcp,[1]/json").status == .notFound)
    }

    @Test func flowsComeWithTheirErrorBound() async throws {
        let body = "{keys:'ipsource,udpdestinationport',value:'frames',t:2}"
        _ = try await api.ask("/flow/udp/json", .put, body: body)
        for sequence in 1...100 as ClosedRange<UInt32> {
            api.takePacket(sequence)
            api.clock.advance(seconds: 1)
        }
        let flow = try #require(try await api.json("/activeflows/ALL/udp/json").first)
        #expect(flow["key"] == .string("10.0.0.1,53"))
        #expect(flow["agent"] == .string("192.0.2.1"))
        #expect(flow["dataSource"] == .string("1"))
        #expect(flow["flowN"] == .number(1))
        let value = try #require(flow["value"]?.coercedNumber)
        #expect((50...150).contains(value))
        let samples = try #require(flow["samples"]?.coercedNumber),
            error = try #require(flow["errorPercent"]?.coercedNumber)
        #expect(samples > 0 && error > 0)
        #expect(flow["overcount"] == .number(0))
        #expect(try await api.json("/activeflows/ALL/udp/json?minValue=1000") == .array([]))
        #expect(try await api.json("/activeflows/192.0.2.2/udp/json") == .array([]))
        #expect(try await api.json("/flowkeys/json")["ipsource"] == .number(1000))
    }

    @Test func furtherValuesAndTheFlowAsAMetric() async throws {
        let body = "{keys:'ipsource',value:'frames',values:'avg:bytes,count:ipdestination',t:2}"
        _ = try await api.ask("/flow/more/json", .put, body: body)
        for sequence in 1...20 as ClosedRange<UInt32> {
            api.takePacket(sequence)
            api.clock.advance(seconds: 1)
        }
        let flow = try #require(try await api.json("/activeflows/ALL/more/json").first)
        guard case .array(let values) = flow["values"] else {
            Issue.record("\(flow)")
            return
        }
        #expect(values.count == 2 && values[1] == .number(1))
        for path in ["/metric/ALL/more/json", "/dump/ALL/more/json"] {
            let metric = try #require(try await api.json(path).first)
            #expect(metric["metricName"] == .string("more") && metric["dataSource"] == .string("1"))
            #expect(metric["topKeys"]?.first?["key"] == .string("10.0.0.1"))
            #expect(metric["topKeys"]?.first?["value"] == metric["metricValue"])
        }
        #expect(try await api.json("/metric/192.0.2.1/json")["1.more"] == flow["value"])
    }

    @Test(arguments: [
        "maxFlows=-1", "maxFlows=x", "minValue=-1", "minValue=nan", "aggMode=edge", "aggMode=most",
    ])
    func wrongParametersAreRefused(query: String) async throws {
        _ = try await api.ask("/flow/f/json", .put, body: "{value:'bytes'}")
        let response = try await api.ask("/activeflows/ALL/f/json?\(query)")
        #expect(response.status == .badRequest)
        #expect(response.problem?["attribute"] == .string(String(query.prefix { $0 != "=" })))
    }

    @Test(arguments: ["SUM", "sum", "max", "MAX", "Agent"]) func aggModeHasNoCase(mode: String) async throws {
        _ = try await api.ask("/flow/f/json", .put, body: "{value:'bytes'}")
        #expect(try await api.ask("/activeflows/ALL/f/json?aggMode=\(mode)&maxFlows=5&minValue=0.5").status == .ok)
    }

    @Test(arguments: [("AGENT", true), ("edge", true), ("", true), ("edg", false), ("avg", false)])
    func theAggModeOfADefinitionIsChecked(mode: String, isRight: Bool) async throws {
        let response = try await api.ask("/flow/f/json", .put, body: "{value:'bytes',aggMode:'\(mode)'}")
        #expect(response.status == (isRight ? .noContent : .badRequest))
        #expect(response.problem?["attribute"] == (isRight ? nil : .string("aggMode")))
        if mode == "edg" { #expect(response.problem?["suggestions"]?.first == .string("edge")) }
    }

    @Test func aWrongDefinitionIsRefusedWithItsPlace() async throws {
        let type = try await api.ask("/flow/f/json", .put, body: "{value:'bytes', n: {}}")
        #expect(type.status == .badRequest)
        #expect(type.problem?["position"] == .number(19))
        #expect(try await api.ask("/flow/f/json").status == .notFound)
    }

    @Test func aWrongFilterIsShownWithACaret() async throws {
        let body = "{value:'bytes',keys:'ipsource',filter:'ipsourc=10.0.0.1'}"
        let response = try await api.ask("/flow/f/json", .put, body: body)
        #expect(response.status == .badRequest)
        #expect(response.problem?["attribute"] == .string("filter"))
        #expect(response.problem?["position"] == .number(0))
        #expect(response.problem?["suggestions"]?.first == .string("ipsource"))
        guard case .string(let excerpt)? = response.problem?["excerpt"] else { Issue.record("no excerpt"); return }
        #expect(excerpt.hasSuffix("  ipsourc=10.0.0.1\n  ^^^^^^^"))
    }

    @Test func bodiesAndNamesAreBounded() async throws {
        let body = "{value:'bytes',filter:'" + String(repeating: "x", count: RequestLimits.body) + "'}"
        #expect(try await api.ask("/flow/f/json", .put, body: body).status == .contentTooLarge)
        let name = String(repeating: "n", count: 129)
        #expect(try await api.ask("/flow/\(name)/json", .put, body: "{value:'bytes'}").status == .badRequest)
        #expect(try await api.ask("/flow/a%0Ab/json", .put, body: "{value:'bytes'}").status == .badRequest)
    }

    @Test func aReadOnlyAnalyzerRefusesChanges() async throws {
        var readOnly = api
        readOnly.settings.isReadOnly = true
        #expect(try await readOnly.ask("/flow/f/json", .put, body: "{value:'bytes'}").status == .forbidden)
        #expect(try await readOnly.ask("/flow/f/json", .delete).status == .forbidden)
        #expect(try await readOnly.ask("/flow/json").status == .ok)
    }

    @Test func keysThatWereNotSeenAreLeftOut() async throws {
        #expect(try await api.json("/flowkeys/json") == .object([]))
    }
}
