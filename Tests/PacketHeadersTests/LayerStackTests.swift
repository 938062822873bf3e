import PacketHeaders
import Testing

@Suite struct LayerStackTests {
    private let tunnel = Packets.ethernet(
        0x0800,
        tags: [5],
        Packets.ipv4(17, Packets.udp(4789, Packets.vxlan(Packets.ethernet(0x0800, Packets.ipv4(6, Packets.tcp)))))
    )

    @Test func findsOutermostAndInnerLayers() {
        let stack = layers(tunnel)
        #expect(stack.offset(of: .ethernet) == 0)
        #expect(stack.offset(of: .vlan) == 14)
        #expect(stack.offset(of: .ipv4) == 18)
        #expect(stack.offset(of: .ethernet, nth: 1) == 54)
        #expect(stack.offset(of: .ipv4, nth: 1) == 68)
        #expect(stack.offset(of: .ipv4, nth: 2) == -1)
        #expect(stack.offset(of: .tcp, nth: 1) == -1)
        #expect(stack.offset(of: .sctp) == -1)
        #expect(stack.repeated == LayerProtocol.ethernet.bit | LayerProtocol.ipv4.bit)
        #expect(stack.contains(.vxlan) && !stack.contains(.geneve))
    }

    @Test func keepsWhatComesNext() {
        let stack = layers(tunnel)
        #expect(stack[0].protocol == .ethernet && stack[0].next == 0x0800)
        #expect(stack[stack.index(of: .ipv4)].next == 17)
        let extended = layers(Packets.ipv6(0, Packets.extension(17, Packets.udp(53))), 12)
        #expect(extended[0].next == 17)
    }

    @Test func packsAndUnpacks() {
        let stack = layers(tunnel)
        #expect(stack.text == "eth.vlan.ip.udp.vxlan.eth.ip.tcp")
        #expect(LayerStack.text(packed: stack.packed) == stack.text)
        #expect(layers([]).packed == 0)
        let deep = layers(Packets.mpls(40, []), 13)
        #expect(LayerStack.text(packed: deep.packed) == deep.text)
    }

    @Test func aStackThatIsReusedForgetsThePacketBefore() {
        var stack = layers(tunnel)
        let arp = Packets.arp
        stack.dissect(arp.span.bytes, at: 0, count: 28, headerProtocol: 99)
        #expect(stack.count == 0 && stack.present == 0 && stack.repeated == 0 && stack.isTruncated == false)
        #expect(stack.offset(of: .ethernet) == -1 && stack.offset(of: .ipv4, nth: 1) == -1)
    }

    @Test func namesAreUniqueAndLeadBack() {
        for known in LayerProtocol.allCases where known != .none {
            #expect(LayerProtocol(name: known.name) == known)
            #expect(known.rawValue < 64)
        }
        #expect(LayerProtocol(name: "") == nil && LayerProtocol(name: "ipx") == nil)
    }
}
