import NameResolution
import NetTypes
import TestKit
import Testing

@testable import AnalyzerAPI

@Suite struct SystemPropertiesTests {
    @Test func propertiesAreTaken() throws {
        var properties = SystemProperties()
        for text in [
            "sflow.port=7343", "http.port=0", "http.hostname=::1", "http.hosts=A.example,b.example",
            "http.readonly=yes",
            "http.json.indent=0", "http.log=true", "prometheus.metric.prefix=", "prometheus.type=no",
        ] {
            try properties.set(text)
        }
        #expect(properties.sFlowPort == 7343)
        #expect(properties.http.port == 0)
        #expect(properties.http.hostname == "::1")
        #expect(properties.http.hosts == ["a.example", "b.example"])
        #expect(properties.http.isReadOnly && properties.http.logsRequests)
        #expect(properties.http.jsonIndent == 0)
        #expect(properties.http.prometheus.prefix == "" && !properties.http.prometheus.describes)
    }

    @Test(arguments: [
        ("http.prot=1", "unknown property 'http.prot', did you mean 'http.port'?"),
        ("bgp.start=yes", "unknown property 'bgp.start'"),
        ("dns.servers=x", "dns.servers is to be addresses, or off, not 'x'"),
        ("dns.servers=", "dns.servers is to be addresses, or off, not ''"),
        ("dns.servers=::", "dns.servers is to be addresses, or off, not '::'"),
        ("dns.timeout=1", "dns.timeout is to be 10 to 60000, not '1'"),
        ("dns.ttl.min=0", "dns.ttl.min is to be 1 to 604800, not '0'"),
        ("http.port=x", "http.port is to be a port number, not 'x'"),
        ("http.port=65536", "http.port is to be a port number, not '65536'"),
        ("http.readonly=maybe", "http.readonly is to be yes or no, not 'maybe'"),
        ("prometheus.type=maybe", "prometheus.type is to be yes or no, not 'maybe'"),
        (
            "prometheus.metric.prefix=1x",
            "prometheus.metric.prefix is to be letters, digits and _, a digit not first, not '1x'"
        ),
        ("http.json.indent=-1", "http.json.indent is to be 0 to 8, not '-1'"),
        ("http.port", "'http.port' is no property: write name=value"),
    ])
    func problemsAreExplained(text: String, expected: String) {
        var properties = SystemProperties()
        let problem = #expect(throws: SystemProperties.Problem.self) { try properties.set(text) }
        #expect(problem?.description == expected)
    }

    @Test func namesOfAddressesHaveProperties() throws {
        var properties = SystemProperties()
        for text in [
            "geo.country=/c.mmdb", "geo.asn=/a.mmdb", "oui.names=/oui", "port.names=", "dns.timeout=100", "dns.tries=3",
            "dns.rate=7", "dns.cache=1000", "dns.ttl.min=100000", "dns.ttl.max=200",
            "dns.servers=192.0.2.53,[2001:db8::1]:5353,::1",
        ] {
            try properties.set(text)
        }
        #expect(properties.nameFiles.country == "/c.mmdb" && properties.nameFiles.autonomousSystems == "/a.mmdb")
        #expect(properties.nameFiles.vendors == "/oui" && properties.nameFiles.ports == "")
        #expect(properties.dns.timeout == 100 && properties.dns.tries == 3 && properties.dns.rate == 7)
        #expect(properties.dns.cache == 1000 && properties.dns.lifetime == 200...200)
        #expect(
            properties.dns.servers.map(\.description) == ["192.0.2.53:53", "[2001:db8::1]:5353", "[::1]:53"]
        )
        #expect(properties.asksDNS)
        try properties.set("dns.servers=off")
        #expect(!properties.asksDNS)
    }

    @Test(arguments: SystemProperties.all.map(\.name)) func theManPageHasEveryProperty(name: String) throws {
        #expect(Fixture.text("../../man/starling.1").contains("\n.B \(name)\n"))
    }
}
