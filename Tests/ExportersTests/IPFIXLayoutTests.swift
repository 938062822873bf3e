import FlowLanguage
import NetTypes
import Testing

@testable import Exporters

@Suite struct IPFIXLayoutTests {
    private func definition(
        _ keys: String,
        value: String = "bytes",
        collectors: [String] = ["192.0.2.1"]
    ) -> FlowDefinition {
        var definition = FlowDefinition(keys: keys, value: value)
        definition.ipfixCollectors = collectors
        return definition
    }

    private func ids(_ keys: String) throws -> [UInt16] {
        try IPFIXLayout(definition(keys)).fields.map(\.element.id)
    }

    /// Numbers of IANA's registry.
    @Test(arguments: [
        ("", []), ("macsource,macdestination,ethernetprotocol,vlan,priority", [56, 80, 256, 243, 244]),
        ("ipsource,ipdestination,ipprotocol", [8, 12, 4]), ("ip6source,ip6destination,ip6nexthdr", [27, 28, 4]),
        ("inputifindex,outputifindex,direction", [10, 14, 61]), ("ipsource,tcpsourceport", [8, 7, 4]),
        ("udpsourceport,udpdestinationport,ipprotocol", [7, 11, 4]), ("sctpsourceport", [7, 4]),
        ("tcpsourceport,udpsourceport", [182, 180]), ("tcpflags, ipttl ,iptos", [6, 192, 5]),
        ("icmptype,icmpcode,icmp6type,icmp6code", [176, 177, 178, 179]), ("vxlanvni,mplslabel", [351, 70]),
        ("ipsource,ipsource.1,ipsource.2", [8, 8, 8]), ("vlan,vlan.1", [243, 243]),
    ])
    func keysHaveTheirElements(keys: String, expected: [UInt16]) throws { #expect(try ids(keys) == expected) }

    @Test(arguments: [
        ("ipsource,stack", "'stack' has no IPFIX element"), ("bytes", "'bytes' has no"), ("ipecn", "'ipecn' has no"),
        ("genevevni", "'genevevni' has no"), ("isunicast", "'isunicast' has no"),
        ("dns:ipsource", "'dns:ipsource' has no"),
        ("ipsource.1", "'ipsource.1' can be exported only behind"), ("ipsource,ipsource.2", "'ipsource.2' can be"),
        ("ipttl,ip6ttl", "'ip6ttl' has the same IPFIX element as 'ipttl'"), ("ipsource,ipsource", "'ipsource' can be"),
        ("tcpsourceport,sctpsourceport", "'sctpsourceport' has no"), ("nonsense", "'nonsense' has no"),
    ])
    func otherKeysAreRefusedByName(keys: String, reason: String) {
        let refusal = #expect(throws: IPFIXRefusal.self) { try IPFIXLayout(definition(keys)) }
        #expect(refusal?.attribute == "keys" && refusal?.description.hasPrefix("the key " + reason) == true)
    }

    @Test func everyKeyOfTheTableIsOne() {
        for name in Array(IPFIXKey.byName.keys) + Array(IPFIXPort.byName.keys) {
            #expect(FlowKey.named(name) != nil, "\(name)")
        }
    }

    /// A value that is wider than its element would be cut: only those may be that cannot be so large, VLANs and protocols.
    @Test func everyValueFitsItsElement() {
        for (name, key) in IPFIXKey.byName {
            guard let type = FlowKey.named(name)?.key.type,
                !["ip6nexthdr", "vlansource", "vlandestination"].contains(name)
            else { continue }
            if case .interface = key.conversion { continue }
            #expect(type.width <= key.element.length, "\(name)")
        }
    }

    @Test func valuesThatHaveNoElementAreRefused() {
        #expect(throws: IPFIXRefusal.self) { try IPFIXLayout(definition("ipsource", value: "avg:bytes")) }
        #expect(throws: Never.self) { try IPFIXLayout(definition("ipsource", value: "frames")) }
    }

    @Test func collectorsAreAddressesWithOrWithoutPorts() throws {
        let texts = ["192.0.2.1", "192.0.2.1:9995", "2001:db8::1", "[2001:db8::1]:2055", "192.0.2.1:4739"]
        #expect(
            try IPFIXLayout(definition("", collectors: texts)).collectors.map(\.description) == [
                "192.0.2.1:4739", "192.0.2.1:9995", "[2001:db8::1]:4739", "[2001:db8::1]:2055",
            ]
        )
    }

    @Test(arguments: [
        "", "collector.example.com", "192.0.2.1:0", "192.0.2.1:99999", "0.0.0.0", ":4739", "192.0.2.1/24",
    ])
    func whatIsNoCollectorIsRefused(text: String) {
        let refusal = #expect(throws: IPFIXRefusal.self) { try IPFIXLayout(definition("", collectors: [text])) }
        #expect(refusal?.attribute == "ipfixCollectors")
    }

    @Test func collectorsAreBounded() {
        let many = (0...IPFIXLayout.collectorLimit).map { "192.0.2.\($0)" }
        #expect(throws: IPFIXRefusal.self) { try IPFIXLayout(definition("", collectors: many)) }
    }
}
