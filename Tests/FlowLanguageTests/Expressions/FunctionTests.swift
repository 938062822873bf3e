import NetTypes
import SFlow
import Testing

@testable import FlowLanguage

/// TCP 10.0.0.1:1001 → 192.0.2.1:53, VLAN 257, in by port 3.
private let packet = Sample(seed: 1, isTagged: true)
/// UDP [FE80::2]:1002 → [2001:DB8::1]:53.
private let packet6 = Sample(seed: 2, isIPv6: true, isUDP: true)

/// Answers every question with its own text.
let echo = FlowEnvironment(
    lookups: LookupLibrary { question in
        switch question {
        case .dns(let address): LookupAnswer("\(address).")
        case .country(let address, let form): LookupAnswer("\(form) \(address)")
        case .asn(let address, let form): LookupAnswer("as \(form) \(address)")
        case .oui(let mac, let form): LookupAnswer("\(form) \(mac)")
        case .port(let name, let port): LookupAnswer("\(name) \(port)")
        case .group(let group, let address): LookupAnswer(group == "none" ? nil : "\(group) \(address)")
        case .map(let map, let text): LookupAnswer("\(map) \(text)")
        case .host(let station, let metric, let agent):
            LookupAnswer("\(station) \(metric) \(agent.map { "\($0)" } ?? "")")
        case .workload(let station, let attribute, _): LookupAnswer("\(station) \(attribute)")
        case .workloadSource(let agent, let number, let attribute): LookupAnswer("\(agent) \(number) \(attribute)")
        case .link(let agent, let port): LookupAnswer("link \(agent) \(port)")
        case .node(let agent, let port): LookupAnswer("node \(agent) \(port)")
        case .interfaceName(let agent, let port): LookupAnswer("if \(agent) \(port)")
        }
    }
)

@Suite struct FunctionTests {
    @Test(
        arguments: [
            ("null:ipsource", "10.0.0.1"), ("null:ip6source", "null"), ("null:ip6source:", ""),
            ("null:ip6source:::1", nil),
            ("null:udpsourceport:0", "0"), ("null:udpsourceport:none", "none"), ("null:vlan.1:4095", "4095"),
            ("null:udpsourceport:70000", "70000"), (#"null:ip6source:\:\:1"#, "::1"), ("null:ipprotocol:007", "6"),
            ("null:icmptype:007", "007"), ("null:ip6source:[fe80::1]", "FE80::1"),
            ("or:udpsourceport:tcpsourceport", "1001"), ("or:ip6source:ipsource", "10.0.0.1"),
            ("or:ip6source:vlan.1", nil),
            ("or:ip6source:icmptype:stack", "eth.vlan.ip.tcp"),
            ("if:ipprotocol:6:tcpsourceport:udpsourceport", "1001"), ("if:ipprotocol:17:ipsource:vlan", "257"),
            ("if:icmptype:null:ipttl:vlan", "61"), ("if:ipttl:null:ipttl:vlan", "257"),
            ("if:icmptype:3:vlan:ipttl", "61"),
            ("if:[first:stack:.:ip:ip6]:ip:ipsource:ip6source", "10.0.0.1"),
            ("eq:ipsource:ipsource", "true"), ("eq:ipsource:ipdestination", "false"), ("eq:ipsource:ip6source", nil),
            ("eq:ipttl:[bits:ipttl:0xff]", "true"), ("eq:ipttl:[concat::ipttl]", "true"),
            ("eq:ipttl:ipsource", "false"),
            ("range:bytes:1000", "true"), ("range:bytes:1001", "false"), ("range:bytes:0:999", "false"),
            ("range:bytes:1000:1000", "true"), ("range:icmptype:0", nil),
            ("bits:bytes:0x3ff", "1000"), ("bits:bytes:8", "8"), ("bits:tcpflags:18", "18"), ("bits:tcpflags:2", "2"),
            ("mask:ipsource:24", "10.0.0.0/24"), ("mask:ipsource:0", "0.0.0.0/0"), ("mask:ipsource:32", "10.0.0.1/32"),
            ("mask:[or:ip6source:ipsource]:64", "10.0.0.1/32"), ("len:stack", "15"), ("len:ipsource", "8"),
            ("prefix:stack:.:2", "eth.vlan"), ("prefix:stack:.:9", "eth.vlan.ip.tcp"), ("suffix:stack:.:1", "tcp"),
            ("suffix:ipsource:.:2", "0.1"), ("prefix:stack:xyz:1", "eth.vlan.ip.tcp"),
            ("first:stack:.:ip:ip6", "ip"), ("first:stack:.:udp", nil), ("first:stack:.", "eth"),
            ("last:stack:.", "tcp"),
            ("last:stack:.:eth:vlan", "vlan"), ("first:ip6source:.", nil),
            ("concat:-:ipprotocol:tcpsourceport", "6-1001"), ("concat::ipprotocol:vlan", "6257"),
            (#"concat:\::ipttl:vlan"#, "61:257"), ("concat:[:]:ipttl:vlan", "61:257"), ("concat:-:ipttl:ip6ttl", nil),
            ("[concat:, :ipttl:vlan]", "61, 257"), (#"concat:\,:ipttl:vlan"#, "61,257"),
            ("'concat:,:ipttl:vlan'", "61,257"),
            ("lower:macsource", "0000000000aa"), ("upper:stack", "ETH.VLAN.IP.TCP"),
            ("replace:stack:.:", "ethvlaniptcp"),
            ("replace:stack:ip:IP", "eth.vlan.IP.tcp"), ("[ipsource]", "10.0.0.1"), ("[[len:[stack]]]", "15"),
            ("[ len : stack ]", "15"),
        ] as [(String, String?)]
    )
    func ofAnIPv4Packet(_ keys: String, _ expected: String?) throws {
        // An argument too many is refused.
        if keys == "null:ip6source:::1" {
            #expect(throws: FlowSyntaxError.self) { try packet.key(keys) }
        } else {
            #expect(try packet.key(keys) == expected)
        }
    }

    @Test(arguments: [
        ("or:ipsource:ip6source", "FE80::2"), ("mask:ip6source:16", "FE80::/16"),
        ("mask:[or:ipsource:ip6source]:10", "FE80::/10"),
        ("if:[first:stack:.:ip:ip6]:ip:ipsource:ip6source", "FE80::2"),
        ("or:tcpsourceport:udpsourceport,stack,or:ipsource:ip6source,ip6ttl", "1002,eth.ip6.udp,FE80::2,62"),
        ("null:ipsource,null:ip6source,null:vlan", "null,FE80::2,null"), ("bits:ip6flowlabel:3", "3"),
        ("or:ipsource:ip6source:macsource,or:macsource:ip6source", "FE80::2,0000000000AA"),
    ])
    func ofAnIPv6Packet(_ keys: String, _ expected: String) throws { #expect(try packet6.key(keys) == expected) }

    @Test(
        arguments: [
            ("dns:ipsource", "10.0.0.1."), ("dns:[or:ip6source:ipsource]", "10.0.0.1."), ("dns:ip6source", nil),
            ("country:ipsource", "code 10.0.0.1"), ("country:ipsource:both", "both 10.0.0.1"),
            ("asn:ipsource:descr", "as name 10.0.0.1"), ("oui:macsource", "name 0000000000AA"),
            ("oui:macsource:number", "code 0000000000AA"), ("port:tcpdestinationport", "tcp 53"),
            ("port:[or:udpsourceport:tcpsourceport]:udp", "udp 1001"), ("group:ipsource:sites", "sites 10.0.0.1"),
            ("group:ipsource:none:b", "b 10.0.0.1"), ("group:ipsource:none", nil),
            ("map:tcpdestinationport:services", "services 53"),
            ("map:stack:kinds", "kinds eth.vlan.ip.tcp"), ("link:inputifindex", "link 192.0.2.9 3"),
            ("node:inputifindex", "node 192.0.2.9 3"), ("ifname:inputifindex", "if 192.0.2.9 3"),
            ("link:outputifindex", nil),
            ("host:macsource:host_name", "mac(0000000000AA) host_name 192.0.2.9"), ("host:ip6source:x", nil),
            ("workload:ipsource:pod", "ip(10.0.0.1) pod"), ("null:[group:ipsource:none]:other", "other"),
            ("prefix:[dns:ipsource]:.:2", "10.0"),
        ] as [(String, String?)]
    )
    func asksWhatIsKnown(_ keys: String, _ expected: String?) throws {
        #expect(try packet.key(keys, in: echo) == expected)
    }

    @Test func portsThatAreNoneHaveNoName() throws {
        var sample = packet
        for port in [
            InterfacePort.internal, .unknown, InterfacePort(format: 1, value: 3), InterfacePort(format: 2, value: 9),
        ] {
            sample.input = port
            #expect(try sample.key("ifname:inputifindex", in: echo) == nil)
        }
    }

    @Test(arguments: FlowFunction.all)
    func everyFunctionHasAnExampleThatCompiles(_ function: FlowFunction) throws {
        let program = try FlowProgram(FlowDefinition(keys: function.example, value: "bytes"))
        #expect(program.keys.count == 1 && function.example.contains("\(function.name):"))
        #expect(function.doc.hasSuffix(".") && function.name.allSatisfy { $0.isLowercase })
        #expect(FlowKey.named(function.name) == nil)
    }

    @Test func derivedKeysAreOfTheTypeThatTheySay() throws {
        for key in FlowKey.all {
            guard case .derived(let text) = key.source else { continue }
            #expect(try FlowExpression.ours(text).typed.type == key.type, "\(key.name)")
        }
    }
}

@Suite struct URITests {
    @Test(arguments: [
        ("scheme", "http"), ("authority", "me:secret@localhost:8008"), ("userinfo", "me:secret"), ("host", "localhost"),
        ("port", "8008"), ("path", "/metrics/all.json"), ("directory", "/metrics/"), ("file", "all.json"),
        ("extension", "json"), ("query", "a=b?c"), ("fragment", "top#2"),
    ])
    func partsOfAWholeOne(_ part: String, _ expected: String) throws {
        let uri = "http://me:secret@localhost:8008/metrics/all.json?a=b?c#top#2"
        #expect(try #require(URIPart(rawValue: part)).of(uri) == expected)
    }

    @Test(
        arguments: [
            ("/metrics", URIPart.host, nil), ("/metrics", .path, "/metrics"), ("/a/b:c", .scheme, nil), ("", .path, ""),
            ("http://[::1]:80/x", .host, "[::1]"), ("http://[::1]:80/x", .port, "80"), ("http://[::1]/x", .port, nil),
            ("//host", .host, "host"), ("//host", .path, ""), ("mailto:a@b", .path, "a@b"), ("?q", .query, "q"),
            (":x", .scheme, nil),
            ("/a.b/c", .extension, nil), ("http://h/?a=/x", .path, "/"),
        ] as [(String, URIPart, String?)]
    )
    func partsThatAreNotThere(_ uri: String, _ part: URIPart, _ expected: String?) { #expect(part.of(uri) == expected) }
}
