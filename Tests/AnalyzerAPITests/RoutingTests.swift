import HTTPTypes
import Hummingbird
import JSON
import TestKit
import Testing

@testable import AnalyzerAPI

@Suite struct RoutingTests {
    let api = TestAPI()

    @Test(arguments: [
        ("/metrics/jsn", "/metrics/json"), ("/prometheus/analyser/txt", "/prometheus/analyzer/txt"),
        ("/metric/json", "/metrics/json"), ("/agent/json", "/agents/json"),
        ("/activeflow/ALL/x/json", "/activeflows/{agent}/{name}/json"), ("/versoin", "/version"),
        ("/flow/a/b/json", "/flow/{name}/json"),
    ])
    func anUnknownPathIsAnsweredWithSuggestions(path: String, suggestion: String) async throws {
        let response = try await api.ask(path)
        #expect(response.status == .notFound)
        guard case .array(let suggestions)? = response.problem?["suggestions"] else { Issue.record("none"); return }
        #expect(suggestions.contains(.string(suggestion)), "\(suggestions)")
    }

    @Test func aWrongMethodIsToldTheRightOnes() async throws {
        let response = try await api.ask("/version", .post)
        #expect(response.status == .methodNotAllowed)
        #expect(response.headers[.allow] == "GET, HEAD")
        let flow = try await api.ask("/flow/x/json", .patch)
        #expect(flow.headers[.allow] == "GET, HEAD, PUT, DELETE")
        #expect(try await api.ask("/nothing", .post).status == .notFound)
    }

    @Test func headHasTheFieldsOfGetAndNoBody() async throws {
        let get = try await api.ask("/api"), head = try await api.ask("/api", .head)
        #expect(head.status == .ok)
        #expect(head.body.readableBytes == 0)
        #expect(head.headers[.contentLength] == "\(get.body.readableBytes)")
        #expect(head.headers[.contentType] == "application/json")
    }

    @Test(arguments: [
        "/flow/%zz/json", "/flow/%2/json", "/flow/%ff/json", "/flow/a%00b/json", "/version?x=%", "/version?%q=1",
    ])
    func badPercentEncodingIsRefused(path: String) async throws {
        let response = try await api.ask(path)
        #expect(response.status == .badRequest)
        #expect(response.text.contains("percent-encoding"))
    }

    @Test func longPathsAreRefused() async throws {
        #expect(try await api.ask("/" + String(repeating: "a", count: 9000)).status.code == 414)
        #expect(try await api.ask("/flow/" + String(repeating: "a", count: 5000) + "/json").status.code == 414)
        let query = String(repeating: "a=1&", count: 101)
        #expect(try await api.ask("/metrics/json?\(query)").status == .badRequest)
    }

    @Test(arguments: [
        ("a%2Cb", "a,b"), ("%e2%82%ac", "€"), ("a+b", "a+b"), ("%5Bx%5D", "[x]"), ("", ""), ("%25", "%"),
    ])
    func percentDecoding(text: String, expected: String) {
        #expect(percentDecoded(text[...]) == expected)
    }

    @Test func queriesKeepOrderAndRepetition() throws {
        let query = try QueryParameters("a=1&b=x+y%26&a=2&c&d=&=e")
        #expect(query.all("a") == ["1", "2"])
        #expect(query.first("b") == "x y&")
        #expect(query.first("c") == "" && query.first("d") == "" && query.first("") == "e")
    }

    @Test(arguments: [
        ("/workloads/json?state=gone", "state", "state is one of running, ended, not 'gone'"),
        ("/workloads/json?maxWorkloads=-1", "maxWorkloads", "maxWorkloads is to be a whole number from 0 to 1000000"),
        ("/activeflows/ALL/x/json?minValue=nan", "minValue", "minValue is to be a number from 0.0 to 1e+300"),
        ("/flows/json?timeout=61", "timeout", "timeout is to be a number from 0.0 to 60.0"),
        ("/stream/version?interval=0", "interval", "interval is to be a number from 0.1 to 60.0"),
    ])
    func aParameterIsWhatItsRouteDeclares(path: String, parameter: String, problem: String) async throws {
        let response = try await api.ask(path)
        #expect(response.status == .badRequest)
        #expect(response.problem?["attribute"] == .string(parameter))
        #expect(response.problem?["error"] == .string(problem))
    }

    @Test func wordsOfAChoiceAreInUpperOrLowerCase() async throws {
        #expect(try await api.ask("/workloads/json?state=RUNNING&sort=lifetime").status == .ok)
        #expect(try await api.ask("/activeflows/ALL/x/json?aggMode=MAX").status == .notFound)
        let problem = try await api.ask("/workloads/json?sort=menory").problem
        #expect(problem?["suggestions"] == .array([.string("memory")]))
    }

    @Test func theReferencePageIsTheDeclarations() {
        #expect(GeneratedPage("docs/rest-api.md", Analyzer.routes.reference).isCurrent, "make docs writes it")
    }
}
