import FlowLanguage
import Testing

@Suite struct FlowCompletionTests {
    @Test(arguments: [
        ("tcpd", ["tcpdestinationport"]),
        ("mac", ["macsource", "macdestination"]), ("vlan", ["vlan", "vlan.1", "vlan.2", "vlan.3"]),
        ("ipsource.", ["ipsource.1", "ipsource.2", "ipsource.3"]), ("stack.", []), ("prefi", ["prefix"]),
        ("nonesuch", []),
    ])
    func namesThatBeginWithAWordComeFirst(_ text: String, _ expected: [String]) {
        let names = FlowCompletion.of(text).map(\.name)
        // Those that have it elsewhere follow.
        #expect(Array(names.prefix(expected.count)) == expected && names.allSatisfy { $0.contains(text) })
        #expect(names.isEmpty == expected.isEmpty)
    }

    @Test(arguments: [
        ("ipsource,tcpd", "ipsource,tcpdestinationport"), ("prefix:[coun", "prefix:[country:"),
        ("vlan=5&!(ipto", "vlan=5&!(iptos"),
        ("or:ipsource:ip6so", "or:ipsource:ip6source"),
    ])
    func onlyTheLastWordIsCompleted(_ text: String, _ expected: String) {
        #expect(FlowCompletion.of(text).first?.text == expected)
    }

    @Test func functionsSayHowTheyAreCalled() throws {
        let prefix = try #require(FlowCompletion.of("pref").first)
        #expect(
            prefix.signature == "prefix:key:delimiter:n" && prefix.example == "prefix:stack:.:3"
                && prefix.kind == .function
        )
        #expect(prefix.type == nil && FlowCompletion.of("ipttl")[0].type == "a number from 0 to 255")
    }

    @Test func thereIsABound() {
        #expect(FlowCompletion.of("").count == min(FlowCompletion.limit, FlowKey.all.count + FlowFunction.all.count))
    }
}
