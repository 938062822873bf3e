import Testing

@testable import FlowLanguage

/// The packet that the table is about: TCP 10.0.0.1:1001 → 192.0.2.1:53, VLAN 257, in by port 3.
private let packet = Sample(seed: 1, isTagged: true)

@Suite struct FilterTests {
    @Test(arguments: [
        ("", true), ("  ", true),
        ("ipsource=10.0.0.1", true), ("ipsource=10.0.0.2", false), ("ipsource!=10.0.0.2", true),
        ("ipsource=10.0.0.2,10.0.0.1", true), ("ipsource!=10.0.0.2,10.0.0.1", false),
        ("tcpdestinationport=53,80,443&ipprotocol=6", true), ("tcpdestinationport=80,443", false),
        ("macsource=00:00:00:00:00:aa", true), ("macsource=0000000000AA", true), ("macsource=0000000000AB", false),
        ("stack=eth.vlan.ip.tcp", true), ("stack=eth.ip.tcp", false), ("stack!=eth.ip.tcp,eth.ip.udp", true),
        ("tcpflags=000010010", true), ("isunicast=true&isbroadcast=false", true), ("direction=egress", false),
        ("vlan=257|vlan=5", true), ("inputifindex=3", true), ("outputifindex=internal", true),
        ("ip6source=null", true), ("ipsource=null", false), ("ip6source!=null", false), ("ipsource!=null", true),
        ("udpsourceport=null,7", true), ("ip6source=FE80::1", false), ("ip6source!=fe80::1", true),
        // & binds tighter than |.
        ("ipttl=1&ipttl=2|ipttl=61", true), ("ipttl=61|ipttl=1&ipttl=2", true), ("(ipttl=61|ipttl=1)&ipttl=2", false),
        ("ipttl=1|(ipttl=61&(vlan=257|vlan=1))", true), ("((ipttl=61))", true),
        ("'ipsource'='10.0.0.1'&\"vlan\" = \"257\"", true), (" ipsource = 10.0.0.1 ", true),
        ("udpsourceport!=5", true), ("udpsourceport=5", false),
    ])
    func tells(_ filter: String, _ expected: Bool) throws {
        #expect(try packet.accepts(filter) == expected)
    }

    @Test(arguments: [
        (
            "ipsorce=1.2.3.4",
            """
            filter: unknown key ipsorce; did you mean ipsource?
              ipsorce=1.2.3.4
              ^^^^^^^
            """
        ),
        (
            "vlan=5 & ipsource=10.0.0",
            """
            filter: 10.0.0 cannot be a value of ipsource; expected an IPv4 address
              vlan=5 & ipsource=10.0.0
                                ^^^^^^
            """
        ),
        (
            "tcpsourceport=http",
            """
            filter: http cannot be a value of tcpsourceport; expected a number from 0 to 65535
              tcpsourceport=http
                            ^^^^
            """
        ),
        (
            "tcpsourceport=65536",
            """
            filter: 65536 cannot be a value of tcpsourceport; expected a number from 0 to 65535
              tcpsourceport=65536
                            ^^^^^
            """
        ),
        (
            "ipttl=+5",
            """
            filter: +5 cannot be a value of ipttl; expected a number from 0 to 255
              ipttl=+5
                    ^^
            """
        ),
        (
            "vlan=",
            """
            filter: unexpected end; expected a value
              vlan=
                   ^
            """
        ),
        (
            "vlan=5 vlan=6",
            """
            filter: unexpected vlan; expected & or | or the end
              vlan=5 vlan=6
                     ^^^^
            """
        ),
        (
            "(vlan=5",
            """
            filter: unexpected end; expected ) or & or |
              (vlan=5
                     ^
            """
        ),
        (
            "vlan=5)",
            """
            filter: unexpected ); expected & or | or the end
              vlan=5)
                    ^
            """
        ),
        (
            "vlan 5",
            """
            filter: unexpected 5; expected = != ~ or !~
              vlan 5
                   ^
            """
        ),
        (
            "vlan=5&&vlan=6",
            """
            filter: unexpected &; expected a flow key
              vlan=5&&vlan=6
                     ^
            """
        ),
        (
            "dns:vlan=a",
            """
            filter: vlan cannot be an argument of dns; expected an address, not a number from 0 to 4095
              dns:vlan=a
                  ^^^^
            """
        ),
        (
            "'Grüße'='ü",
            """
            filter: unknown key Grüße
              'Grüße'='ü
               ^^^^^
            """
        ),
        (
            "vlan='ü",
            """
            filter: a quotation mark is not closed
              vlan='ü
                   ^^
            """
        ),
        (
            "stack=eth.ipx",
            """
            filter: eth.ipx cannot be a value of stack; expected protocol names joined by dots
              stack=eth.ipx
                    ^^^^^^^
            """
        ),
    ])
    func pointsAtTheFault(_ filter: String, _ expected: String) {
        let error = #expect(throws: FlowSyntaxError.self) { try packet.accepts(filter) }
        #expect(error?.rendered == expected)
    }

    @Test func hostileTextIsRefusedQuickly() {
        let texts = [
            String(repeating: "(", count: 10_000), String(repeating: "a", count: 100_000),
            "vlan=" + String(repeating: "1,", count: 3000) + "1", String(repeating: "vlan=1|", count: 2000) + "vlan=1",
        ]
        for text in texts { #expect(throws: FlowSyntaxError.self) { try packet.accepts(text) } }
    }

    @Test func thousandComparisonsRun() throws {
        #expect(try packet.accepts(Array(repeating: "vlan=1", count: 1000).joined(separator: "|") + "|vlan=257"))
        #expect(try packet.accepts(String(repeating: "(", count: 60) + "vlan=257" + String(repeating: ")", count: 60)))
    }
}

@Suite struct DefinitionErrorTests {
    @Test func valuesAndKeys() {
        #expect(message(value: "byte") == "value: unknown key byte; did you mean bytes?")
        #expect(message(keys: "ipsource,,vlan") == "keys: unexpected ,; expected a flow key")
        #expect(message(keys: "ipsource,") == "keys: unexpected end; expected a flow key")
        #expect(message(keys: "ipsource ipttl") == "keys: unexpected ipttl; expected a comma between keys")
        #expect(message(keys: "tcpsourcepor") == "keys: unknown key tcpsourcepor; did you mean tcpsourceport?")
        #expect(message(keys: "stack.1") == "keys: unknown key stack.1; did you mean stack?")
        let wide = Array(repeating: "ip6source", count: 9).joined(separator: ",")
        #expect(message(keys: wide) == "keys: more than 128 bytes of keys")
        let many = Array(repeating: "ipttl", count: 33).joined(separator: ",")
        #expect(message(keys: many) == "keys: more than 32 keys")
    }

    private func message(keys: String = "", value: String = "bytes") -> String? {
        do {
            _ = try FlowProgram(FlowDefinition(keys: keys, value: value))
            return nil
        } catch {
            return error.description
        }
    }
}
