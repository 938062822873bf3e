import JSON
import Testing

@testable import DockerWatcher

@Suite struct EngineVersionTests {
    @Test(arguments: [
        ("1.41", "1.12", "1.41"), ("1.52", "1.44", "1.52"), ("1.60", "1.44", "1.52"), ("1.99", "1.70", "1.70"),
        ("2.0", "1.44", "1.52"), ("1.41", "nonsense", "1.41"), ("1.41", "1.90", "1.41"), ("1.24", "1.24", "1.24"),
    ])
    func theNewestThatBothKnow(newest: String, oldest: String, expected: String) throws {
        let answer = try JSONValue(
            #"{"ApiVersion":"\#(newest)","MinAPIVersion":"\#(oldest)","Version":"1","Components":5}"#
        )
        #expect(EngineGreeting(answer)?.version.description == expected)
    }

    @Test(arguments: [
        "{}", #"{"ApiVersion":1.41}"#, #"{"ApiVersion":"1"}"#, #"{"ApiVersion":"1.x"}"#, #"{"ApiVersion":"1.99999"}"#,
    ])
    func noVersion(text: String) throws { #expect(EngineGreeting(try JSONValue(text)) == nil) }

    @Test func podmanIsKnownByItsName() throws {
        let text = #"{"ApiVersion":"1.41","Components":[{"Name":"Podman Engine","Details":{"ApiVersion":"4.3.1"}}]}"#
        #expect(EngineGreeting(try JSONValue(text))?.isPodman == true)
    }

    @Test func targets() throws {
        let greeting = try #require(EngineGreeting(try JSONValue(#"{"ApiVersion":"1.41"}"#)))
        #expect(EngineRequest.version.target(nil) == "/version")
        #expect(EngineRequest.inspect(id: "ab", isAsked: false).target(greeting) == "/v1.41/containers/ab/json")
        #expect(
            EngineRequest.list.target(greeting)
                == "/v1.41/containers/json?filters=%7B%22status%22%3A%5B%22running%22%2C%22paused%22%2C%22restarting%22%5D%7D"
        )
        #expect(
            EngineRequest.events(greeting, since: 1_795_280_742_050).hasPrefix(
                "/v1.41/events?since=1795280742.050000000&"
            )
        )
    }
}
