import Testing

@testable import FlowLanguage

@Suite struct KeyTextTests {
    @Test(
        arguments: [
            ("ipsource", ",", "10.1.2.3"), ("ipsource,ipdestination", ",", "10.1.2.3,192.0.2.255"),
            ("macsource,ip6source,tcpsourceport", "_SEP_", "D8D385B2DD2B_SEP_FE80::104C:51DF:4458:E00A_SEP_65535"),
            ("inputifindex,outputifindex,direction", ",", "7,internal,ingress"), ("isunicast,ipecn", "/", "true/11"),
            ("stack,ipprotocol,ip6source,vlan", ",", "eth.ip.tcp,6,::1,4094"), ("ipprotocol", "", "17"), ("", ",", ""),
        ]
    )
    func aTextIsPackedAsItIsRendered(keys: String, separator: String, text: String) throws {
        let program = try FlowProgram(FlowDefinition(keys: keys, value: "bytes", separator: separator))
        let found = program.packed(text), keyWords = program.keyWords
        let packed = try #require(found)
        let rendered = program.render(packed.span)
        #expect(packed.count == keyWords)
        #expect(rendered == text)
    }

    @Test(
        arguments: [
            ("ipsource", ",", "10.1.2.256"), ("ipsource,ipdestination", ",", "10.1.2.3"), ("ipsource", ",", ""),
            ("ipsource,ipdestination", ",", "10.1.2.3,10.1.2.4,10.1.2.5"),
            ("ipsource,ipdestination", ".", "1.2.3.4.5.6.7.8"),
            ("tcpsourceport", ",", "65536"), ("", ",", "x"), ("ipprotocol,vlan", "", "171"),
            ("or:ipsource:ip6source", ",", "10.1.2.3"), ("dns:ipsource", ",", "a.example."),
        ]
    )
    func otherTextsAreNot(keys: String, separator: String, text: String) throws {
        let program = try FlowProgram(FlowDefinition(keys: keys, value: "bytes", separator: separator))
        let packed = program.packed(text)
        #expect(packed == nil)
    }
}
