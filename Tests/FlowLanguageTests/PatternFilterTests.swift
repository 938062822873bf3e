import Testing

@testable import FlowLanguage

/// TCP 10.0.0.1:1001 → 192.0.2.1:53, VLAN 257, in by port 3.
private let packet = Sample(seed: 1, isTagged: true)

@Suite struct PatternFilterTests {
    @Test(arguments: [
        (#"ipsource~10\.0\..*"#, true), (#"ipsource~10\.1\..*"#, false), ("ipsource~10", false),
        (#"ipsource!~10\.0\..*"#, false),
        ("ipsource~1.*,2.*", true), ("ipsource~2.*,1.*", true), ("ipsource!~2.*,3.*", true),
        ("ipsource!~2.*,1.*", false),
        ("tcpflags~....1..1.", true), ("tcpflags~....0..1.", false), ("tcpflags~.......1.", true),
        ("stack~eth.*", true),
        (#"stack~.*\.ip\..*"#, true), (#"stack~eth\.vlan\.(ip|ip6)\.tcp"#, true), ("stack~.*udp", false),
        ("macsource~0{10}AA", true), ("macsource~0+aa", false), ("macsource~(?i)0+aa", true),
        ("vlan~2[0-9]{1,2}", true), ("vlan~[^2].*,257", true), ("isunicast~t.*", true), ("direction~(in|e)gress", true),
        (#"inputifindex~\d"#, true), ("outputifindex~int.*", true), ("tcpdestinationport~53", true),
        // null is no pattern.
        ("ip6source~null", true), ("ipsource~null", false), ("ipsource!~null", true), ("ip6source~null,2.*", true),
        ("ip6source~.*", false), ("ip6source!~.*", true), ("udpsourceport~.*,null", true),
        // A pattern ends outside of its own brackets.
        ("(vlan~2(5|6)7|vlan=1)", true), ("vlan~1|vlan~257", true), ("vlan~257&ipttl~61", true),
        ("vlan~257&ipttl~62", false),
        ("( vlan ~ 2(5|6|,|&)7 )&( ipttl~ 61 )", true), ("vlan~[)(]|vlan=257", true), ("vlan~2.7,1|ipttl=1", true),
        (#"stack~eth[.]vlan\.ip[ .,|&=!~'"]tcp"#, true), (#"vlan~\)|vlan=257"#, true),
        // Quotation marks.
        (#"'ipsource'~'10\.0\.0\.1'"#, true), (#""ipsource" !~ "10\.0\.0\.2""#, true),
        ("'vlan'~'1|257'&'ipttl'='61'", true),
        ("vlan~'1, 2|257'", true), ("vlan~'1','257'", true), (#"vlan~'\''|vlan=257"#, true), ("vlan~''", false),
        ("ip6source~'null'", true),
        (#"ipsource~'10\.0\.0\.\d','x'"#, true),
    ])
    func tells(_ filter: String, _ expected: Bool) throws {
        #expect(try packet.accepts(filter) == expected)
    }

    @Test(arguments: [
        ("ip6source~FE80::.*", true), ("ip6source~fe80.*", false), ("ip6source~(?i)fe80::1", true),
        (#"ip6destination~2001:DB8::\d"#, true), ("ip6tos~1{1}0.*", true), ("ip6tos~10101011", true),
        ("ip6tos~1010101", false),
    ])
    func tellsOfIPv6(_ filter: String, _ expected: Bool) throws {
        #expect(try Sample(seed: 1, isIPv6: true).accepts(filter) == expected)
    }

    @Test func everyKeyIsMatchedAsItIsRendered() throws {
        for sample in Sample.all {
            for (key, text) in sample.texts {
                #expect(try sample.accepts(#"\#(key)~'\Q\#(text)\E'"#), "\(key) \(text)")
                #expect(try !sample.accepts(#"\#(key)~'\Q\#(text)\E.+'"#), "\(key) \(text)")
            }
        }
    }

    @Test func aStateServesManyPackets() throws {
        let program = try FlowProgram(
            FlowDefinition(value: "bytes", filter: #"ipsource~10\.0\.0\.[13]|ip6source~.*[13]"#)
        )
        let state = program.filter.makeState()
        for _ in 0..<3 {
            for sample in Sample.all {
                let accepted = sample.use { program.filter.accepts($0, $1, state) }
                let address = sample.texts["ipsource"] ?? sample.texts["ip6source"] ?? ""
                #expect(accepted == (address.hasSuffix("1") || address.hasSuffix("3")), "\(address)")
            }
        }
    }

    @Test(arguments: [
        (
            "stack~eth(.ip",
            """
            filter: unexpected end; expected a ) that closes the group
              stack~eth(.ip
                           ^
            """
        ),
        (
            "vlan=5 & ipsource ~ [0-9",
            """
            filter: unexpected end; expected a ] that closes the class
              vlan=5 & ipsource ~ [0-9
                                      ^
            """
        ),
        (
            "vlan~'5)'",
            """
            filter: unexpected ); expected a ( before it
              vlan~'5)'
                     ^
            """
        ),
        (
            "vlan~*5",
            """
            filter: unexpected *; expected something to repeat before it
              vlan~*5
                   ^
            """
        ),
        (
            "vlan~5{2}{3}",
            """
            filter: unexpected {3}; expected something to repeat before it
              vlan~5{2}{3}
                       ^^^
            """
        ),
        (
            "vlan~5{3,2}",
            """
            filter: unexpected {3,2}; expected {n}, {n,} or {n,m}
              vlan~5{3,2}
                    ^^^^^
            """
        ),
        (
            "vlan~5{,2}",
            """
            filter: unexpected {,2}; expected {n}, {n,} or {n,m}
              vlan~5{,2}
                    ^^^^
            """
        ),
        (
            "vlan~5{1001}",
            """
            filter: more than 1000 repetitions
              vlan~5{1001}
                     ^^^^
            """
        ),
        (
            "stack~eth++.*",
            """
            filter: possessive quantifiers are not supported; expected \(PatternParser.supported)
              stack~eth++.*
                       ^^
            """
        ),
        (
            #"vlan~(.)\1"#,
            #"""
            filter: back references are not supported; expected \#(PatternParser.supported)
              vlan~(.)\1
                      ^^
            """#
        ),
        (
            "vlan~'(?=2)257'",
            """
            filter: look-around assertions are not supported; expected \(PatternParser.supported)
              vlan~'(?=2)257'
                    ^^^
            """
        ),
        (
            "vlan~(?<!2)257",
            """
            filter: look-around assertions are not supported; expected \(PatternParser.supported)
              vlan~(?<!2)257
                   ^^^^
            """
        ),
        (
            "vlan~(?>2)",
            """
            filter: atomic groups are not supported; expected \(PatternParser.supported)
              vlan~(?>2)
                   ^^^
            """
        ),
        (
            "vlan~(?x)2",
            """
            filter: flags other than i and s are not supported; expected \(PatternParser.supported)
              vlan~(?x)2
                     ^
            """
        ),
        (
            #"vlan~\b2"#,
            #"""
            filter: word boundaries are not supported; expected \#(PatternParser.supported)
              vlan~\b2
                   ^^
            """#
        ),
        (
            #"vlan~\p{L}"#,
            #"""
            filter: Unicode properties are not supported; expected \#(PatternParser.supported)
              vlan~\p{L}
                   ^^
            """#
        ),
        (
            #"vlan~é\y"#,
            #"""
            filter: unexpected \y; expected \#(PatternParser.supported)
              vlan~é\y
                    ^^
            """#
        ),
        (
            #"vlan~\xg1"#,
            #"""
            filter: unexpected \x; expected a character as \xHH, \x{H..H}, \uHHHH or \0OOO
              vlan~\xg1
                   ^^
            """#
        ),
        (
            #"vlan~\uD800"#,
            #"""
            filter: unexpected \uD800; expected a character as \xHH, \x{H..H}, \uHHHH or \0OOO
              vlan~\uD800
                   ^^^^^^
            """#
        ),
        (
            #"vlan~2\"#,
            #"""
            filter: unexpected end; expected a character behind \
              vlan~2\
                     ^
            """#
        ),
        (
            "vlan~[9-0]",
            """
            filter: unexpected 9-0; expected a range from the lower character to the higher
              vlan~[9-0]
                    ^^^
            """
        ),
        (
            "vlan~[0-9&&[^5]]",
            """
            filter: intersections of classes are not supported; expected \(PatternParser.supported)
              vlan~[0-9&&[^5]]
                       ^^
            """
        ),
        (
            "vlan~(?2)",
            """
            filter: unexpected 2; expected a flag, : or )
              vlan~(?2)
                     ^
            """
        ),
        (
            "vlan~(?<2",
            """
            filter: unexpected 2; expected the name of a group
              vlan~(?<2
                      ^
            """
        ),
        (
            "vlan~ &ipttl=1",
            """
            filter: unexpected &; expected a pattern
              vlan~ &ipttl=1
                    ^
            """
        ),
        (
            "vlan~2,",
            """
            filter: unexpected end; expected a pattern
              vlan~2,
                     ^
            """
        ),
        (
            "vlan~'2",
            """
            filter: a quotation mark is not closed
              vlan~'2
                   ^^
            """
        ),
        (
            "vlan~2=3",
            """
            filter: unexpected =; expected & or | or the end
              vlan~2=3
                    ^
            """
        ),
        (
            "vlan~2.*,(1{50}){50}",
            """
            filter: more than 1024 characters in the patterns of a filter, with what * + ? | and {n,m} add
              vlan~2.*,(1{50}){50}
                       ^^^^^^^^^^^
            """
        ),
    ])
    func pointsAtTheFault(_ filter: String, _ expected: String) {
        let error = #expect(throws: FlowSyntaxError.self) { try packet.accepts(filter) }
        #expect(error?.rendered == expected)
    }

    @Test func filtersOfManyPatternsAreBounded() throws {
        #expect(throws: FlowSyntaxError.self) {
            try packet.accepts(Array(repeating: "vlan~1", count: 65).joined(separator: "|"))
        }
        #expect(try packet.accepts(Array(repeating: "vlan~1", count: 63).joined(separator: "|") + "|vlan~257"))
        #expect(throws: FlowSyntaxError.self) {
            try packet.accepts(Array(repeating: "stack~a{300}", count: 4).joined(separator: "|"))
        }
        #expect(throws: FlowSyntaxError.self) {
            try packet.accepts("vlan~" + String(repeating: "1,", count: 2000) + "1")
        }
        #expect(throws: FlowSyntaxError.self) { try packet.accepts("vlan~" + String(repeating: "a", count: 65_536)) }
        #expect(throws: FlowSyntaxError.self) { try packet.accepts("vlan~" + String(repeating: "(", count: 16_000)) }
        #expect(throws: FlowSyntaxError.self) { try packet.accepts("vlan~" + String(repeating: "a*", count: 8_000)) }
    }
}
