import Engine
import FlowLanguage
import HTTPTypes
import Hummingbird
import JSON
import NetTypes
import Testing

@testable import AnalyzerAPI

@Suite struct GroupRouteTests {
    let api = TestAPI()

    @Test func aGroupIsPutReadUsedAndDeleted() async throws {
        let body = "{private:['10.0.0.0/8','192.168.0.1/16', ],other:['0.0.0.0/0','::/0'],}"
        let put = try await api.ask("/group/net/json", .put, body: body)
        #expect(put.status == .noContent && put.body.readableBytes == 0)
        #expect(api.engine.answer(.group("net", IPAddress("10.1.1.1")!)).text == "private")
        #expect(api.engine.answer(.group("net", IPAddress("11.1.1.1")!)).text == "other")
        let group = try await api.json("/group/net/json")
        #expect(group["private"] == .array([.string("10.0.0.0/8"), .string("192.168.0.0/16")]))
        for path in ["/group/json", "/groups/json"] {
            #expect(try await api.json(path)["net"]?["private"] == group["private"])
        }
        #expect(try await api.ask("/group/net/json", .put, body: "{lab:'10.0.0.0/8, '}").status == .badRequest)
        #expect(try await api.ask("/group/net/json", .put, body: "{lab:'10.0.0.0/8,::1'}").status == .noContent)
        #expect(api.engine.answer(.group("net", .v6(1))).text == "lab")
        #expect(try await api.ask("/group/net/json", .delete).status == .noContent)
        for method in [HTTPRequest.Method.get, .delete] {
            #expect(try await api.ask("/group/net/json", method).status == .notFound)
        }
        #expect(api.engine.answer(.group("net", .v6(1))).text == nil)
    }

    @Test func aMapIsPutReadUsedAndDeleted() async throws {
        let body = #"{"web":["80",443,"8080"],"yes":[true],"none":[],"half":[0.5],"nil":null,one:1}"#
        #expect(try await api.ask("/map/ports/json", .put, body: body).status == .noContent)
        for (value, label) in [("443", "web"), ("true", "yes"), ("0.5", "half"), ("1", "one"), ("2", nil)] {
            #expect(api.engine.answer(.map("ports", value)).text == label)
        }
        let map = try await api.json("/map/ports/json")
        #expect(map["web"] == .array([.string("80"), .string("443"), .string("8080")]))
        #expect(map["none"] == .array([]) && map["nil"] == .array([]))
        #expect(try await api.json("/map/json")["ports"]?["web"] == map["web"])
        #expect(try await api.ask("/map/ports/json", .delete).status == .noContent)
        for method in [HTTPRequest.Method.get, .delete] {
            #expect(try await api.ask("/map/ports/json", method).status == .notFound)
        }
    }

    @Test(arguments: [
        ("{lab:['10.0.0.0/8','10.0.0.0/33']}", "lab", 5, "'10.0.0.0/33' is no prefix"),
        ("{a:['::/0'],b:['x']}", "b", 14, "'x' is no prefix"),
        ("{a:[[]]}", "a", 3, "a label is to be given texts, not an array"),
        ("{a:{b:1}}", "a", 3, "a label is to be given texts, not an object"),
        ("{'':['::/0']}", "", 4, "a label has 1 to 256 bytes"),
        ("{'a\\u0007':[]}", "a\u{7}", 11, "a label has 1 to 256 bytes"),
    ])
    func aWrongGroupIsRefusedWithItsPlace(body: String, label: String, place: Double, reason: String) async throws {
        let response = try await api.ask("/group/g/json", .put, body: body)
        #expect(response.status == .badRequest)
        #expect(response.problem?["attribute"] == .string(label))
        #expect(response.problem?["position"] == .number(place))
        guard case .string(let error)? = response.problem?["error"] else { Issue.record("no error"); return }
        #expect(error.hasPrefix(reason))
        #expect(try await api.ask("/group/g/json").status == .notFound)
    }

    @Test(arguments: ["", "[]", "1", "{a:['::/0']", "{a:[[[[[1]]]]]}", "\u{ff}"])
    func whatIsNoObjectIsRefused(body: String) async throws {
        #expect(try await api.ask("/group/g/json", .put, body: body).status == .badRequest)
        #expect(try await api.ask("/map/m/json", .put, body: body).status == .badRequest)
    }

    @Test func bodiesMayBeLongButNotEndless() async throws {
        let prefixes = (0..<10_000).map { "\"10.\($0 >> 8).\($0 & 255).0/24\"" }.joined(separator: ",")
        let body = "{\"a\":[\(prefixes)]}"
        #expect(body.utf8.count > RequestLimits.body)
        #expect(try await api.ask("/group/g/json", .put, body: body).status == .noContent)
        #expect(api.engine.answer(.group("g", IPAddress("10.39.15.1")!)).text == "a")
        let unstated: HTTPFields = [.transferEncoding: "chunked"]
        #expect(try await api.ask("/group/g/json", .put, headers: unstated, body: body).status == .contentTooLarge)
        let more: HTTPFields = [.contentLength: "\(RequestLimits.longBody + 1)"]
        #expect(try await api.ask("/group/g/json", .put, headers: more, body: "{}").status == .contentTooLarge)
        #expect(try await api.ask("/flow/f/json", .put, body: body).status == .contentTooLarge)
    }

    @Test func fewLongBodiesAreReadAtTheSameTime() async throws {
        let bodies = LongBodies()
        for _ in 0..<LongBodies.limit { #expect(bodies.enter()) }
        #expect(!bodies.enter())
        bodies.leave()
        #expect(bodies.enter() && !bodies.enter())
    }

    @Test func namesAreBounded() async throws {
        let name = String(repeating: "n", count: 129)
        #expect(try await api.ask("/group/\(name)/json", .put, body: "{}").status == .badRequest)
        #expect(try await api.ask("/map/a%0Ab/json", .put, body: "{}").status == .badRequest)
    }

    @Test func aReadOnlyAnalyzerRefusesChanges() async throws {
        var readOnly = api
        readOnly.settings.isReadOnly = true
        for path in ["/group/g/json", "/map/m/json"] {
            #expect(try await readOnly.ask(path, .put, body: "{}").status == .forbidden)
            #expect(try await readOnly.ask(path, .delete).status == .forbidden)
        }
        #expect(try await readOnly.ask("/group/json").status == .ok)
    }
}
