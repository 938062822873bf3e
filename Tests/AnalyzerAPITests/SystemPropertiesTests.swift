import TestKit
import Testing

@testable import AnalyzerAPI

@Suite struct SystemPropertiesTests {
    @Test func propertiesAreTaken() throws {
        var properties = SystemProperties()
        for text in [
            "sflow.port=7343", "http.port=0", "http.hostname=::1", "http.hosts=A.example,b.example",
            "http.readonly=yes",
            "http.json.indent=0", "http.log=true",
        ] {
            try properties.set(text)
        }
        #expect(properties.sFlowPort == 7343)
        #expect(properties.http.port == 0)
        #expect(properties.http.hostname == "::1")
        #expect(properties.http.hosts == ["a.example", "b.example"])
        #expect(properties.http.isReadOnly && properties.http.logsRequests)
        #expect(properties.http.jsonIndent == 0)
    }

    @Test(arguments: [
        ("http.prot=1", "unknown property 'http.prot', did you mean 'http.port'?"),
        ("geo.country=x", "unknown property 'geo.country'"),
        ("http.port=x", "http.port is to be a port number, not 'x'"),
        ("http.port=65536", "http.port is to be a port number, not '65536'"),
        ("http.readonly=maybe", "http.readonly is to be yes or no, not 'maybe'"),
        ("http.json.indent=-1", "http.json.indent is to be 0 to 8, not '-1'"),
        ("http.port", "'http.port' is no property: write name=value"),
    ])
    func problemsAreExplained(text: String, expected: String) {
        var properties = SystemProperties()
        let problem = #expect(throws: SystemProperties.Problem.self) { try properties.set(text) }
        #expect(problem?.description == expected)
    }

    @Test(arguments: SystemProperties.all.map(\.name)) func theManPageHasEveryProperty(name: String) throws {
        #expect(Fixture.text("../../man/starling.1").contains("\n.B \(name)\n"))
    }
}
