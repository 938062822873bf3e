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
        #expect(LayerStack.packed(text: stack.text) == stack.packed)
        #expect(LayerStack.packed(text: "eth.ipx") == nil && LayerStack.packed(text: "eth..ip") == nil)
    }

    @Test(arguments: [
        Packets.mpls(17, []), Packets.mpls(40, []), Packets.mpls(64, []), deep(8, tags: []), deep(8, tags: [1, 2, 3]),
        deep(15, tags: []),
    ])
    func packsStacksThatRepeatThemselves(_ packet: [UInt8]) {
        let stack = layers(packet, packet[0] == 0 && packet[1] == 0 ? 13 : 1)
        #expect(stack.count > 16)
        #expect(LayerStack.text(packed: stack.packed) == stack.text)
        #expect(LayerStack.packed(text: stack.text) == stack.packed)
    }

    /// Frames in VXLAN in frames with VLAN tags.
    private static func deep(_ tunnels: Int, tags: [Int]) -> [UInt8] {
        (0..<tunnels).reduce(Packets.ethernet(0x0800, Packets.ipv4(6, Packets.tcp))) { packet, _ in
            Packets.ethernet(0x0800, tags: tags, Packets.ipv4(17, Packets.udp(4789, Packets.vxlan(packet))))
        }
    }

    /// Random stacks of few protocols, so that they repeat themselves by chance.
    @Test func packedStacksAreThoseThatWerePacked() {
        var state: UInt64 = 7, cut = 0
        for count in 1...64 {
            for _ in 0..<40 {
                let names = (0..<count).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return LayerProtocol.allCases[1 + Int(state >> 60) % 3].name
                }
                let text = names.joined(separator: ".")
                guard let packed = LayerStack.packed(text: text) else {
                    cut += 1
                    continue
                }
                #expect(LayerStack.text(packed: packed) == text)
            }
        }
        #expect(cut > 100 && cut < 2400)
        #expect(LayerStack.packed(text: Array(repeating: "mpls", count: 65).joined(separator: ".")) == nil)
    }

    @Test func noBytesAreMoreLayersThanThereMayBe() {
        for byte in [0x80, 0x8f, 0xff, 0x01] as [UInt8] {
            let packed = (0..<16).reduce(UInt128(1)) { packed, _ in packed << 8 | UInt128(byte) }
            #expect(LayerStack.text(packed: packed).split(separator: ".").count <= LayerStack.limit)
        }
    }

    @Test func findsTheInnermostOfEightTunnels() {
        var packet = Packets.ethernet(0x0800, Packets.ipv4(6, Packets.tcp))
        for _ in 0..<8 { packet = Packets.ethernet(0x0800, Packets.ipv4(17, Packets.udp(4789, Packets.vxlan(packet)))) }
        let stack = layers(packet)
        #expect(stack.count == 35)
        for nth in 0...8 {
            #expect(stack.offset(of: .ethernet, nth: nth) == 50 * nth)
            #expect(stack.offset(of: .ipv4, nth: nth) == 50 * nth + 14)
            #expect(stack.index(of: .vxlan, nth: nth) == (nth < 8 ? 4 * nth + 3 : -1))
        }
        #expect(stack.offset(of: .ethernet, nth: 9) == -1 && stack.offset(of: .tcp, nth: 1) == -1)
        #expect(stack.index(ofAny: LayerProtocol.overlays, nth: 2) == 11)
        #expect(stack.index(ofAny: LayerProtocol.overlays, nth: 8) == -1)
        #expect(stack.index(ofAny: LayerProtocol.mirrors, nth: 0) == -1)
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
