import PacketHeaders
import Testing

/// A packet and what is to be seen in it.
struct DissectCase: CustomTestStringConvertible, Sendable {
    var stack: String
    var bytes: [UInt8]
    var headerProtocol: UInt32 = 1
    var isTruncated = false
    var testDescription: String { stack }
}

private typealias P = Packets

private let inner = P.ethernet(0x0800, P.ipv4(6, P.tcp))

private let cases: [DissectCase] = [
    DissectCase(stack: "eth.ip.tcp", bytes: P.ethernet(0x0800, P.ipv4(6, P.tcp))),
    DissectCase(stack: "eth.ip.udp", bytes: P.ethernet(0x0800, P.ipv4(17, options: 10, P.udp(5000, [1, 2])))),
    DissectCase(stack: "eth.ip6.udp", bytes: P.ethernet(0x86dd, P.ipv6(17, P.udp(53)))),
    DissectCase(stack: "eth.vlan.vlan.ip6.tcp", bytes: P.ethernet(0x86dd, tags: [5, 6], P.ipv6(6, P.tcp))),
    DissectCase(stack: "eth.arp", bytes: P.ethernet(0x0806, P.arp)),
    DissectCase(stack: "eth.ip.icmp", bytes: P.ethernet(0x0800, P.ipv4(1, P.echo))),
    DissectCase(stack: "eth.ip6.icmp6", bytes: P.ethernet(0x86dd, P.ipv6(58, P.echo))),
    DissectCase(stack: "eth.ip.sctp", bytes: P.ethernet(0x0800, P.ipv4(132, P.sctp))),
    DissectCase(
        stack: "eth.ip6.tcp",
        bytes: P.ethernet(0x86dd, P.ipv6(0, P.extension(60, P.extension(43, P.extension(6, P.tcp)))))
    ),
    DissectCase(stack: "eth.ip6.udp", bytes: P.ethernet(0x86dd, P.ipv6(44, P.extension(17, fragment: 1, P.udp(53))))),
    DissectCase(stack: "eth.ip6", bytes: P.ethernet(0x86dd, P.ipv6(44, P.extension(17, fragment: 8, P.udp(53))))),
    DissectCase(stack: "eth.ip", bytes: P.ethernet(0x0800, P.ipv4(17, fragment: 1, P.udp(53)))),
    DissectCase(stack: "eth.ip.udp", bytes: P.ethernet(0x0800, P.ipv4(17, fragment: 0x2000, P.udp(53)))),
    DissectCase(stack: "eth.mpls.mpls.ip.udp", bytes: P.ethernet(0x8847, P.mpls(2, P.ipv4(17, P.udp(53))))),
    DissectCase(stack: "eth.mpls.eth.ip.tcp", bytes: P.ethernet(0x8847, P.mpls(1, [0, 0, 0, 0] + inner))),
    DissectCase(stack: "eth.pppoe.ip.tcp", bytes: P.ethernet(0x8864, P.pppoe(0x21, P.ipv4(6, P.tcp)))),
    DissectCase(stack: "eth.pppoe.ip6.tcp", bytes: P.ethernet(0x8864, P.pppoe(0x57, P.ipv6(6, P.tcp)))),
    DissectCase(stack: "eth.ip.gre.ip.tcp", bytes: P.ethernet(0x0800, P.ipv4(47, P.gre(0x0800, P.ipv4(6, P.tcp))))),
    DissectCase(
        stack: "eth.ip.gre.eth.ip.tcp",
        bytes: P.ethernet(0x0800, P.ipv4(47, P.gre(0x6558, flags: 0xb000, inner)))
    ),
    DissectCase(stack: "eth.ip.gre", bytes: P.ethernet(0x0800, P.ipv4(47, P.gre(0x0800, flags: 0x4000, inner)))),
    DissectCase(
        stack: "eth.ip.udp.vxlan.eth.ip.tcp",
        bytes: P.ethernet(0x0800, P.ipv4(17, P.udp(4789, P.vxlan(inner))))
    ),
    DissectCase(
        stack: "eth.ip6.udp.geneve.eth.ip.tcp",
        bytes: P.ethernet(0x86dd, P.ipv6(17, P.udp(6081, P.geneve(options: 3, inner))))
    ),
    DissectCase(stack: "eth.ip.ip.tcp", bytes: P.ethernet(0x0800, P.ipv4(4, P.ipv4(6, P.tcp)))),
    DissectCase(stack: "eth.ip.ip6.tcp", bytes: P.ethernet(0x0800, P.ipv4(41, P.ipv6(6, P.tcp)))),
    DissectCase(stack: "eth.ip6.ip.tcp", bytes: P.ethernet(0x86dd, P.ipv6(4, P.ipv4(6, P.tcp)))),
    DissectCase(stack: "eth.ip6.ip6.tcp", bytes: P.ethernet(0x86dd, P.ipv6(41, P.ipv6(6, P.tcp)))),
    DissectCase(stack: "ip.tcp", bytes: P.ipv4(6, P.tcp), headerProtocol: 11),
    DissectCase(stack: "ip6.tcp", bytes: P.ipv6(6, P.tcp), headerProtocol: 12),
    DissectCase(stack: "mpls.ip.tcp", bytes: P.mpls(1, P.ipv4(6, P.tcp)), headerProtocol: 13),
    DissectCase(stack: "ppp.ip.tcp", bytes: [0xff, 3, 0, 0x21] + P.ipv4(6, P.tcp), headerProtocol: 7),
    DissectCase(stack: "ppp.ip6.tcp", bytes: [0x57] + P.ipv6(6, P.tcp), headerProtocol: 14),
    DissectCase(stack: "", bytes: inner, headerProtocol: 2),
    // Error messages have the packet that they are about.
    DissectCase(
        stack: "eth.ip.icmp.ip.udp",
        bytes: P.ethernet(0x0800, P.ipv4(1, [3, 3, 0, 0, 0, 0, 0, 0] + P.ipv4(17, P.udp(5000))))
    ),
    DissectCase(
        stack: "eth.ip6.icmp6.ip6.tcp",
        bytes: P.ethernet(0x86dd, P.ipv6(58, [1, 4, 0, 0, 0, 0, 0, 0] + P.ipv6(6, P.tcp)))
    ),
    // What ports say is believed only of what looks like it.
    DissectCase(stack: "ip.udp", bytes: P.ipv4(17, P.udp(4500, [0, 0, 0, 0, 1, 2, 3, 4])), headerProtocol: 11),
    DissectCase(stack: "ip.udp", bytes: P.ipv4(17, P.udp(4500, [0xff])), headerProtocol: 11),
    DissectCase(stack: "ip.udp.esp", bytes: P.ipv4(17, P.udp(4500, [1, 0, 0, 0, 0, 0, 0, 1])), headerProtocol: 11),
    DissectCase(stack: "ip.udp", bytes: P.ipv4(17, P.udp(51820, [1, 0, 1, 0, 0, 0, 0, 1])), headerProtocol: 11),
    DissectCase(stack: "ip.udp", bytes: P.ipv4(17, P.udp(51820, [5, 0, 0, 0, 0, 0, 0, 1])), headerProtocol: 11),
    DissectCase(stack: "ip.udp", bytes: P.ipv4(17, P.udp(443, [0x43, 0, 0, 0, 1, 8, 0, 0])), headerProtocol: 11),
    DissectCase(stack: "ip.udp", bytes: P.ipv4(17, P.udp(443, [0x83, 0, 0, 0, 1, 8, 0, 0])), headerProtocol: 11),
    DissectCase(stack: "ip.udp", bytes: P.ipv4(17, P.udp(443, [0xc3, 0, 0, 0, 1, 21, 0, 0])), headerProtocol: 11),
    DissectCase(stack: "ip.udp.quic", bytes: P.ipv4(17, P.udp(443, [0xc3, 0, 0, 0, 9, 21, 0])), headerProtocol: 11),
    DissectCase(stack: "ip.tcp", bytes: P.ipv4(6, P.dnsSegment(length: 11)), headerProtocol: 11),
    DissectCase(stack: "ip.tcp.dns", bytes: P.ipv4(6, P.dnsSegment(length: 12)), headerProtocol: 11),
    // What is not what it is said to be ends the walk.
    DissectCase(stack: "eth", bytes: P.ethernet(0x0800, P.ipv6(6, P.tcp))),
    DissectCase(stack: "eth", bytes: P.ethernet(0x88b5, [1, 2, 3])),
    DissectCase(stack: "eth.llc", bytes: P.ethernet(100, [0xaa, 0xaa, 3]), isTruncated: true),
    DissectCase(stack: "eth.llc", bytes: P.ethernet(8, [0xaa, 0xaa, 3, 0, 0, 12, 8, 0])),
    DissectCase(stack: "eth.llc", bytes: P.ethernet(4, [0xfe, 0xfe, 3, 0])),
    DissectCase(stack: "eth.ip", bytes: P.ethernet(0x0800, P.ipv4(200, [1, 2, 3]))),
    DissectCase(stack: "eth.ip6", bytes: P.ethernet(0x86dd, P.ipv6(59, P.tcp))),
    // Padding behind a short packet is not a header; a length of zero is not believed.
    DissectCase(
        stack: "eth.ip",
        bytes: P.ethernet(0x0800, P.ipv4(6, length: 20, P.tcp)),
        isTruncated: true
    ),
    DissectCase(stack: "eth.ip.tcp", bytes: P.ethernet(0x0800, P.ipv4(6, length: 0, P.tcp))),
    DissectCase(stack: "eth.ip6.tcp", bytes: P.ethernet(0x86dd, P.ipv6(6, length: 0, P.tcp))),
    // A transport header that was cut still has its ports.
    DissectCase(
        stack: "eth.ip.tcp",
        bytes: P.ethernet(0x0800, P.ipv4(6, length: 40, Array(P.tcp.prefix(4)))),
        isTruncated: true
    ),
]

func layers(_ bytes: [UInt8], _ headerProtocol: UInt32 = 1, at offset: Int = 0, count: Int? = nil) -> LayerStack {
    LayerStack(
        dissecting: bytes.span.bytes,
        at: offset,
        count: count ?? bytes.count - offset,
        headerProtocol: headerProtocol
    )
}

@Suite struct DissectTests {
    @Test(arguments: cases) func recognises(_ example: DissectCase) {
        let stack = layers(example.bytes, example.headerProtocol)
        #expect(stack.text == example.stack)
        #expect(stack.isTruncated == example.isTruncated)
    }

    @Test(arguments: cases) func everyPrefixHasThoseLayersThatFitIn(_ example: DissectCase) {
        let whole = layers(example.bytes, example.headerProtocol)
        for count in example.bytes.indices {
            let stack = layers(Array(example.bytes.prefix(count)), example.headerProtocol)
            #expect(stack.count <= whole.count)
            for index in 0..<stack.count {
                #expect(stack[index].protocol == whole[index].protocol && stack[index].offset == whole[index].offset)
                #expect(Int(stack[index].offset) < count)
            }
            // Whoever sees fewer layers than there are has been told why; but a segment may be empty.
            let mayBeWhole = stack.offset(of: .tcp) == count - P.tcp.count
            if stack.count < whole.count, count > 0, !mayBeWhole { #expect(stack.isTruncated == true) }
        }
    }

    @Test func theOffsetIsThatOfTheSampledHeader() {
        let bytes = [UInt8](repeating: 0xff, count: 37) + inner
        #expect(layers(bytes, at: 37).offset(of: .tcp) == 34)
        #expect(layers(bytes, at: 37, count: 34).text == "eth.ip")
        #expect(layers(bytes, at: 37, count: 10_000).text == "eth.ip.tcp")
        #expect(layers(bytes, at: 1000, count: 5).count == 0)
        #expect(layers(bytes, at: -1, count: 5).count == 0)
    }

    @Test func randomBytesNeverTrap() {
        var state: UInt64 = 42
        for _ in 0..<20_000 {
            let bytes = (0..<96).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 56)
            }
            for headerProtocol in [1, 7, 11, 12, 13] as [UInt32] {
                var marked = bytes
                if headerProtocol == 11 { marked[0] = 0x45 }
                if headerProtocol == 12 { marked[0] = 0x60 }
                #expect(layers(marked, headerProtocol).count <= LayerStack.limit)
            }
        }
    }

    @Test func depthIsBounded() {
        var tunnel = P.ipv4(6, P.tcp)
        for _ in 0..<80 { tunnel = P.ipv4(4, tunnel) }
        let stack = layers(tunnel, 11)
        #expect(stack.count == LayerStack.limit)
        #expect(layers(P.ethernet(0x0800, tags: Array(repeating: 7, count: 80), [])).count == LayerStack.limit)
        #expect(layers(P.mpls(80, []), 13).count == LayerStack.limit)
    }

    @Test func extensionHeadersAreBounded() {
        var packet = P.tcp
        for _ in 0..<8 { packet = P.extension(packet.count == P.tcp.count ? 6 : 60, packet) }
        #expect(layers(P.ipv6(60, packet), 12).text == "ip6.tcp")
        #expect(layers(P.ipv6(60, P.extension(60, packet)), 12).text == "ip6")
    }
}
