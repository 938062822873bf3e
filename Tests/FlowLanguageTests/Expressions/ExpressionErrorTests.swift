import Testing

@testable import FlowLanguage

@Suite struct ExpressionErrorTests {
    @Test(arguments: [
        (
            "ipsource,dnz:ipsource",
            """
            keys: unknown function dnz; did you mean dns?
              ipsource,dnz:ipsource
                       ^^^
            """
        ),
        (
            "dns:ipsorce",
            """
            keys: unknown key ipsorce; did you mean ipsource?
              dns:ipsorce
                  ^^^^^^^
            """
        ),
        (
            "mask:ipsource",
            """
            keys: unexpected end; expected mask:key:bits
              mask:ipsource
                           ^
            """
        ),
        (
            "mask:ipsource:8:9",
            """
            keys: unexpected 9; expected mask:key:bits
              mask:ipsource:8:9
                              ^
            """
        ),
        (
            "mask:ipsource:33",
            """
            keys: 33 cannot be an argument of mask; expected a number from 0 to 32
              mask:ipsource:33
                            ^^
            """
        ),
        (
            "prefix:[dns:vlan]:.:2",
            """
            keys: vlan cannot be an argument of dns; expected an address, not a number from 0 to 4095
              prefix:[dns:vlan]:.:2
                          ^^^^
            """
        ),
        (
            "prefix:dns:ipsource:.:2",
            """
            keys: unexpected 2; expected prefix:key:delimiter:n
              prefix:dns:ipsource:.:2
                                    ^
            """
        ),
        (
            "or:dns:ipsource",
            """
            keys: unexpected dns; expected dns:key
              or:dns:ipsource
                 ^^^
            """
        ),
        (
            "country:ipsource:kode",
            """
            keys: kode cannot be an argument of country; expected code, name, both
              country:ipsource:kode
                               ^^^^
            """
        ),
        (
            "len:[stack",
            """
            keys: unexpected [; expected its ]
              len:[stack
                  ^
            """
        ),
        (
            "len:stack]",
            """
            keys: unexpected ]
              len:stack]
                       ^
            """
        ),
        (
            "if:ipprotocol:tcp:ipsource:ipdestination",
            """
            keys: tcp cannot be an argument of if; expected a number from 0 to 255
              if:ipprotocol:tcp:ipsource:ipdestination
                            ^^^
            """
        ),
        (
            "ipsource:8",
            """
            keys: ipsource is a key, not a function
              ipsource:8
              ^^^^^^^^
            """
        ),
        (
            "port:[or:tcpsourceport:udpsourceport]",
            """
            keys: or:tcpsourceport:udpsourceport cannot be an argument of port; expected tcp, udp or sctp behind it
              port:[or:tcpsourceport:udpsourceport]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            """
        ),
        (
            "first:stack::ip",
            """
            keys:  cannot be an argument of first; expected a delimiter
              first:stack::ip
                          ^
            """
        ),
        (
            "null:",
            """
            keys: unexpected end; expected a flow key
              null:
                   ^
            """
        ),
    ])
    func pointsAtTheFault(_ keys: String, _ expected: String) {
        let error = #expect(throws: FlowSyntaxError.self) { try Sample(seed: 0).key(keys) }
        #expect(error?.rendered == expected)
    }

    @Test(arguments: [
        ("[len:stack]=x", "filter: x cannot be a value of len:stack; expected a number from 0 to 1024"),
        (
            "or:ipsource:ip6source=5",
            "filter: 5 cannot be a value of or:ipsource:ip6source; expected an IPv4 address or an IPv6 address"
        ),
        ("len:stack", "filter: unexpected end; expected = != ~ or !~"),
        ("eq:ipsource=1", "filter: unexpected end; expected eq:key:key"),
    ])
    func filtersToo(_ filter: String, _ expected: String) {
        let error = #expect(throws: FlowSyntaxError.self) { try Sample(seed: 0).accepts(filter) }
        #expect(error?.description == expected)
    }

    @Test func hostileTextIsRefusedQuickly() {
        let deep = String(repeating: "[len:", count: 3000) + "stack" + String(repeating: "]", count: 3000)
        let many = Array(repeating: "len:stack", count: 300).joined(separator: "=1|") + "=1"
        let wide = "concat:-" + String(repeating: ":[concat:-:ipttl:vlan]", count: 100)
        let kinds = "or:ipsource:ip6source:macsource:isunicast:iptos:ipecn:ipflags:tcpflags:direction:stack"
        let open = String(repeating: "[", count: 10_000), escaped = String(repeating: "\\", count: 10_001)
        for text in [deep, wide, kinds, open, escaped, "len:" + open] {
            #expect(throws: FlowSyntaxError.self) { try Sample(seed: 0).key(text) }
        }
        #expect(throws: FlowSyntaxError.self) { try Sample(seed: 0).accepts(many) }
    }

    @Test func whatNoPacketCanMatchIsAccepted() throws {
        #expect(try Sample(seed: 0).key("ipsource", filter: "ipttl=1&ipttl=2") == nil)
        #expect(try Sample(seed: 0).key("eq:ipsource:ip6source,if:ipttl:9:ip6source:ip6source") == nil)
    }

    @Test func functionsOfOursAreNotForDefinitions() {
        #expect(throws: FlowSyntaxError.self) { try Sample(seed: 0).key("workloadsource:vlan:pod") }
    }
}

@Suite struct MeasureTests {
    private func message(_ value: String, _ values: String = "") -> String? {
        var definition = FlowDefinition(value: value)
        definition.values = values
        do {
            _ = try FlowProgram(definition)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func valuesThatAreNone() {
        #expect(message("") == "value: unexpected end; expected a flow key")
        #expect(message("ipsource") == "value: ipsource is an IPv4 address; expected a number")
        #expect(message("avg:stack") == "value: stack is protocol names joined by dots; expected a number")
        #expect(message("bytes,frames") == "value: unexpected ,; expected one value")
        #expect(message("bytes", "frames,,") == "values: unexpected ,; expected a flow key")
        #expect(message("bytes", "avg:ipttl,avgg:ipttl") == "values: unknown function avgg")
        #expect(
            message("bytes", Array(repeating: "bytes", count: 16).joined(separator: ","))
                == "values: more than 15 values"
        )
        #expect(
            message("count:stack", "count:[or:ipsource:ip6source], max : bytes")
                == "values: unknown key max; did you mean map?"
        )
        #expect(message("count:stack", "count:[or:ipsource:ip6source], max:bytes,rate:frames,bits:tcpflags:2") == nil)
    }

    @Test func whatIsMeasured() throws {
        var definition = FlowDefinition(value: "avg:ipttl")
        definition.values = " bytes, max:tcpwindow,count:ipsource"
        let program = try FlowProgram(definition)
        #expect(program.value.aggregate == .avg && program.value.name == "avg:ipttl")
        #expect(program.values.map(\.name) == ["bytes", "max:tcpwindow", "count:ipsource"])
        #expect(program.extras == [.avg, .rate, .max, .count])
        #expect(try FlowProgram(FlowDefinition(value: "rate:bytes")).extras.isEmpty)
    }
}
