import Engine
import HTTPTypes
import JSON
import NetTypes
import Testing

@testable import AnalyzerAPI

@Suite struct ForwardingRouteTests {
    let api = TestAPI.withAgent()

    @Test func aForwardingIsSetListedAndRemoved() async throws {
        let body = "{address:'192.0.2.9',agents:['192.0.2.1','2001:db8::1']}"
        #expect(try await api.ask("/forwarding/copy/json", .put, body: body).status == .noContent)
        let expected = JSONValue.array([.string("192.0.2.1"), .string("2001:db8::1")])
        let one = try await api.json("/forwarding/copy/json")
        #expect(one["address"] == .string("192.0.2.9") && one["port"] == .number(6343) && one["agents"] == expected)
        #expect(one["datagramsSent"] == .number(0) && one["datagramsDropped"] == .number(0))
        #expect(try await api.json("/forwarding/json")["copy"]?["agents"] == expected)
        #expect(try await api.ask("/forwarding/copy/json", .delete).status == .noContent)
        #expect(try await api.ask("/forwarding/copy/json", .delete).status == .notFound)
        #expect(try await api.ask("/forwarding/copy/json").status == .notFound)
        #expect(try await api.json("/forwarding/json") == .object([]))
    }

    @Test(arguments: [
        ("{}", "address"), ("{address:'collector'}", "address"), ("{address:'0.0.0.0'}", "address"),
        ("{address:7}", "address"),
        ("{address:'192.0.2.9',port:0}", "port"), ("{address:'192.0.2.9',port:65536}", "port"),
        ("{address:'192.0.2.9',port:1.5}", "port"), ("{address:'192.0.2.9',port:'x'}", "port"),
        ("{address:'192.0.2.9',agents:['leaf1']}", "agents"), ("{address:'192.0.2.9',agents:{}}", "agents"),
        ("{address:'127.0.0.1'}", "address"), ("[]", ""),
    ])
    func aWrongForwardingIsRefused(body: String, attribute: String) async throws {
        api.engine.relay.refuse { $0.port == 6343 && $0.address == .v4(0x7f00_0001) }
        let response = try await api.ask("/forwarding/copy/json", .put, body: body)
        #expect(response.status == .badRequest, "\(response.text)")
        #expect(response.problem?["attribute"] == (attribute.isEmpty ? nil : .string(attribute)))
        #expect(!api.engine.relay.isActive)
    }

    @Test func forwardingsAreBounded() async throws {
        for number in 0..<Relay.forwardingLimit {
            try api.engine.relay.set("\(number)", Forwarding(target: SocketAddress(.v4(1), port: 1)))
        }
        #expect(try await api.ask("/forwarding/x/json", .put, body: "{address:'192.0.2.9'}").status == .forbidden)
        let name = String(repeating: "n", count: 129)
        #expect(
            try await api.ask("/forwarding/\(name)/json", .put, body: "{address:'192.0.2.9'}").status == .badRequest
        )
    }

    @Test func aTenantIsSetListedAndRemoved() async throws {
        let filters =
            "{ifindex:['10.0.0.1_2'],ifname:['10.0.0.1_eth3','::1_a_b'],cidr:['10.1.2.3/16','::/0'],mac:['d8:d3:85:b2:dd:2b']}"
        let body = "{\"collectorAddress\":\"192.0.2.9\",\"collectorPort\":\"7000\",filters:\(filters)}"
        #expect(try await api.ask("/tenant/t/json", .put, body: body).status == .noContent)
        let tenant = try await api.json("/tenant/t/json"), found = try #require(tenant["filters"])
        #expect(tenant["collectorAddress"] == .string("192.0.2.9") && tenant["collectorPort"] == .number(7000))
        #expect(found["ifindex"] == .array([.string("10.0.0.1_2")]))
        #expect(found["ifname"] == .array([.string("10.0.0.1_eth3"), .string("::1_a_b")]))
        #expect(found["cidr"] == .array([.string("10.1.0.0/16"), .string("::/0")]))
        #expect(found["mac"] == .array([.string("D8D385B2DD2B")]))
        #expect(try await api.json("/tenant/json")["t"] == .number(0))
        #expect(try await api.ask("/tenant/t/json", .delete).status == .noContent)
        #expect(try await api.ask("/tenant/t/json", .delete).status == .notFound)
        #expect(try await api.ask("/tenant/t/json").status == .notFound)
    }

    @Test(arguments: [
        ("filters:{cidr:['10.0.0.0/8']}", "collectorAddress"), ("collectorAddress:'192.0.2.9'", "filters"),
        ("collectorAddress:'192.0.2.9',filters:{}", "filters"),
        ("collectorAddress:'192.0.2.9',filters:{cidr:[]}", "filters"),
        ("collectorAddress:'192.0.2.9',filters:{cdir:['10.0.0.0/8']}", "filters"),
        ("collectorAddress:'192.0.2.9',filters:['x']", "filters"),
        ("collectorAddress:'192.0.2.9',filters:{cidr:['10.0.0.0/8'],vlan:[]}", "filters"),
        ("collectorAddress:'192.0.2.9',filters:{cidr:['10.0.0.0/33']}", "cidr"),
        ("collectorAddress:'192.0.2.9',filters:{mac:['x']}", "mac"),
        ("collectorAddress:'192.0.2.9',filters:{ifindex:['10.0.0.1']}", "ifindex"),
        ("collectorAddress:'192.0.2.9',filters:{ifindex:['10.0.0.1_eth3']}", "ifindex"),
        ("collectorAddress:'192.0.2.9',filters:{ifindex:['leaf1_3']}", "ifindex"),
        ("collectorAddress:'192.0.2.9',filters:{ifname:['10.0.0.1_']}", "ifname"),
        ("collectorAddress:'192.0.2.9',collectorPort:0,filters:{cidr:['::/0']}", "collectorPort"),
    ])
    func aWrongTenantIsRefused(attributes: String, attribute: String) async throws {
        let response = try await api.ask("/tenant/t/json", .put, body: "{\(attributes)}")
        #expect(response.status == .badRequest)
        #expect(response.problem?["attribute"] == .string(attribute), "\(response.text)")
        #expect(!api.engine.relay.isActive)
    }

    @Test(arguments: ["forwarding", "tenant"]) func aReadOnlyAnalyzerRefusesChanges(kind: String) async throws {
        var readOnly = api
        readOnly.settings.isReadOnly = true
        #expect(try await readOnly.ask("/\(kind)/x/json", .put, body: "{address:'192.0.2.9'}").status == .forbidden)
        #expect(try await readOnly.ask("/\(kind)/x/json", .delete).status == .forbidden)
        #expect(try await readOnly.ask("/\(kind)/json").status == .ok)
    }
}
