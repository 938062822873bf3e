import SFlow
import Testing

@testable import FlowLanguage

@Suite struct FlowKeyTests {
    @Test func everyKeyReadsWhatIsInThePacket() throws {
        for sample in Sample.all {
            for key in FlowKey.all {
                #expect(try sample.key(key.name) == sample.texts[key.name], "\(key.name) of \(sample.texts)")
            }
        }
    }

    @Test func keysOfAnyWidthStandSideBySide() throws {
        for sample in Sample.all {
            let present = sample.texts.keys.sorted()
            for start in present.indices {
                let keys = (0..<7).map { present[(start + $0 * 5) % present.count] }
                let expected = keys.map { sample.texts[$0]! }.joined(separator: "_SEP_")
                #expect(try sample.key(keys.joined(separator: ", "), separator: "_SEP_") == expected)
            }
        }
    }

    @Test func aSampleThatLacksAKeyIsNotCounted() throws {
        #expect(try Sample(seed: 0).key("ipsource,ip6source") == nil)
        #expect(try Sample(seed: 0).key("ipsource,vlansource") == nil)
        #expect(try Sample(seed: 0).key("ipsource.1") == nil)
    }

    @Test func noKeysAreOneFlow() throws {
        #expect(try Sample(seed: 0).key("") == "")
        #expect(try FlowProgram(FlowDefinition(value: "bytes")).keyWords == 0)
    }

    @Test func innerHeadersHaveASuffix() throws {
        var tunnel = Sample(seed: 1)
        tunnel.bytes[23] = 4
        tunnel.bytes[17] = 0
        tunnel.bytes.replaceSubrange(34..., with: Sample(seed: 2).bytes[14...])
        #expect(try tunnel.key("ipsource,ipsource.1,tcpflags,stack") == "10.0.0.1,10.0.0.2,000010010,eth.ip.ip.tcp")
        #expect(try tunnel.key("ipsource.2") == nil)
    }

    @Test func aHeaderThatWasCutLacksWhatIsBehindTheCut() throws {
        var sample = Sample(seed: 1)
        sample.bytes = Array(sample.bytes.prefix(38))
        #expect(try sample.key("tcpsourceport,tcpdestinationport") == "1001,53")
        #expect(try sample.key("tcpflags") == nil)
        for count in 0..<38 {
            sample.bytes = Array(sample.bytes.prefix(38 - count))
            for key in FlowKey.all { _ = try sample.key(key.name) }
        }
    }

    @Test(arguments: [
        (InterfacePort(format: 0, value: 7), "7"), (.internal, "internal"),
        (InterfacePort(format: 0, value: .max), "internal"),
        (.unknown, "unknown"), (InterfacePort(format: 1, value: 256), "discard"),
        (InterfacePort(format: 2, value: 5), "multiple"), (InterfacePort(compact: 0x8000_0003), "multiple"),
    ])
    func portsHaveNames(_ port: InterfacePort, _ text: String) throws {
        var sample = Sample(seed: 0)
        sample.input = port
        #expect(try sample.key("inputifindex") == text)
        #expect(try sample.accepts("inputifindex=\(text)"))
    }

    @Test func directionIsTheSideOfTheDataSource() throws {
        var sample = Sample(seed: 0)
        sample.output = InterfacePort(format: 0, value: 9)
        #expect(try sample.key("direction") == "ingress")
        sample.sourceIndex = 9
        #expect(try sample.key("direction") == "egress")
        sample.sourceIndex = 10
        #expect(try sample.key("direction") == nil)
    }

    @Test func broadcastAndMulticast() throws {
        var sample = Sample(seed: 0)
        sample.bytes[0] = 1
        #expect(try sample.key("isunicast,isbroadcast") == "false,false")
        for index in 0..<6 { sample.bytes[index] = 0xff }
        #expect(try sample.key("isunicast,isbroadcast,macdestination") == "false,true,FFFFFFFFFFFF")
    }

    @Test func namesAreUniqueAndComplete() {
        #expect(Set(FlowKey.all.map(\.name)).count == FlowKey.all.count)
        for key in FlowKey.all {
            #expect(FlowKey.named(key.name)?.key == key)
            #expect((FlowKey.named(key.name + ".1") != nil) == key.repeats)
            #expect(key.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" } && key.doc.hasSuffix("."))
        }
    }
}
