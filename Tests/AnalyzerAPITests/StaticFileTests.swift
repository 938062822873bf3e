import HTTPTypes
import Hummingbird
import NetTypes
import Testing

@testable import AnalyzerAPI

@Suite struct StaticFileTests {
    let api: TestAPI = {
        var api = TestAPI()
        api.files = { path in
            guard path == "/" || path == "/a b.css" else { return nil }
            return StaticFile(bytes: Array("<p>".utf8), mediaType: "text/html; charset=utf-8", entityTag: "\"1a\"")
        }
        return api
    }()

    @Test func filesAreServedBesideTheAPI() async throws {
        let page = try await api.ask("/")
        #expect(page.text == "<p>")
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        #expect(page.headers[.contentLength] == "3")
        #expect(page.headers[.eTag] == "\"1a\"")
        #expect(try await api.ask("/a%20b.css").status == .ok)
        #expect(try await api.ask("/other.css").status == .notFound)
        #expect(try await api.ask("/version").text == starlingVersion)
    }

    @Test(arguments: [
        ("\"1a\"", true), ("W/\"1a\"", true), ("\"x\", \"1a\"", true), ("*", true), ("\"x\"", false), ("", false),
    ])
    func whatTheClientHasIsNotSentAgain(tag: String, isKnown: Bool) async throws {
        let response = try await api.ask("/", headers: [.ifNoneMatch: tag])
        #expect(response.status == (isKnown ? .notModified : .ok))
        #expect(response.body.readableBytes == (isKnown ? 0 : 3))
        #expect(response.headers[.eTag] == "\"1a\"")
    }

    @Test func headAndOtherMethods() async throws {
        let head = try await api.ask("/", .head)
        #expect(head.body.readableBytes == 0)
        #expect(head.headers[.contentLength] == "3")
        let post = try await api.ask("/", .post)
        #expect(post.status == .methodNotAllowed)
        #expect(post.headers[.allow] == "GET, HEAD")
    }
}
