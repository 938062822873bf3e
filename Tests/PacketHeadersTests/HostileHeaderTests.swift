import PacketHeaders
import Testing

private typealias P = Packets

/// Packets whose headers give lengths that are not so, or have no end.
@Suite struct HostileHeaderTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var headerProtocol: UInt32
        var stack: String
        var bytes: [UInt8]

        init(_ description: String, _ headerProtocol: UInt32, _ stack: String, _ bytes: [UInt8]) {
            (testDescription, self.headerProtocol, self.stack, self.bytes) = (description, headerProtocol, stack, bytes)
        }
    }

    /// `bytes` with one of them replaced.
    private static func with(_ bytes: [UInt8], _ offset: Int, _ byte: UInt8) -> [UInt8] {
        var bytes = bytes
        bytes[offset] = byte
        return bytes
    }

    /// `packet` in `depth` tunnels.
    private static func nested(_ depth: Int, _ packet: [UInt8], in tunnel: ([UInt8]) -> [UInt8]) -> [UInt8] {
        (0..<depth).reduce(packet) { packet, _ in tunnel(packet) }
    }

    private static let tcp = P.ipv4(6, P.tcp), inner = P.ethernet(0x0800, P.ipv4(6, P.tcp))

    static let lengths = [
        Case("an IPv4 header of no length", 11, "", with(tcp, 0, 0x40)),
        Case("an IPv4 header of 16 bytes", 11, "", with(tcp, 0, 0x44)),
        Case("an IPv4 header beyond the packet", 11, "ip", with(tcp, 0, 0x4f)),
        Case("an IPv4 packet of one byte", 11, "ip.tcp", P.ipv4(6, length: 1, P.tcp)),
        Case("an IPv4 packet as long as its header", 11, "ip", P.ipv4(6, length: 20, P.tcp)),
        Case("an IPv4 packet of all ones", 11, "ip.tcp", P.ipv4(6, length: 0xffff, P.tcp)),
        Case("an IPv6 packet of all ones", 12, "ip6.tcp", P.ipv6(6, length: 0xffff, P.tcp)),
        Case("an IPv6 packet that ends in the ports", 12, "ip6", P.ipv6(6, length: 3, P.tcp)),
        Case("a TCP header of no length", 11, "ip.tcp", P.ipv4(6, with(P.tcp, 12, 0))),
        Case("a TCP header beyond the packet", 11, "ip.tcp", P.ipv4(6, with(P.tcp, 12, 0xf0))),
        Case("ports without the rest of TCP", 11, "ip.tcp", P.ipv4(6, Array(P.tcp.prefix(4)))),
        Case("half of the ports", 11, "ip", P.ipv4(6, Array(P.tcp.prefix(3)))),
        Case("a UDP header of no length", 11, "ip.udp", P.ipv4(17, with(with(P.udp(53), 4, 0), 5, 0))),
        Case("an ICMP header of one byte", 11, "ip", P.ipv4(1, [8])),
        Case("a fragment header that is cut", 12, "ip6", P.ipv6(44, [17, 0, 0])),
        Case("an extension header beyond the packet", 12, "ip6", P.ipv6(0, with(P.extension(6, P.tcp), 1, 0xff))),
        Case(
            "an authentication header beyond the packet",
            12,
            "ip6.ah",
            P.ipv6(51, with(P.extension(6, P.tcp), 1, 0xff))
        ),
        Case("an authentication header without its numbers", 11, "ip", P.ipv4(51, [6, 0] + P.tcp)),
        Case("a network service header of no length", 1, "eth", P.ethernet(0x894f, [0, 0, 1, 1, 0, 0, 1, 1] + tcp)),
        Case(
            "a network service header beyond the packet",
            1,
            "eth.nsh",
            P.ethernet(0x894f, [0, 63, 1, 1, 0, 0, 1, 1])
        ),
        Case("TRILL options beyond the packet", 1, "eth.trill", P.ethernet(0x22f3, [7, 0xd6, 0, 1, 0, 2] + inner)),
        Case("an LLC frame longer than the packet", 1, "eth.llc", P.ethernet(1500, [0xaa, 0xaa, 3, 0, 0, 0, 8, 0])),
        Case("an LLC frame of two bytes", 1, "eth.llc.ip.tcp", P.ethernet(2, [0xaa, 0xaa, 3, 0, 0, 0, 8, 0] + tcp)),
        Case("PPP of one byte", 7, "", [0x21]),
        Case("PPP framing alone", 7, "", [0xff, 3, 0]),
        Case(
            "ERSPAN type III without the header that it says it has",
            11,
            "ip.gre.erspan3",
            P.ipv4(47, P.gre(0x22eb, flags: 0x1000, [0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]))
        ),
        Case(
            "DNS behind a TCP header beyond the packet",
            11,
            "ip.tcp",
            P.ipv4(6, with(P.dnsSegment(length: 12), 12, 0xf0))
        ),
        Case("an ICMP message about nothing", 11, "ip.icmp", P.ipv4(1, [3, 0, 0, 0])),
        Case(
            "a connection ID beyond the packet",
            11,
            "ip.udp.quic",
            P.ipv4(17, P.udp(443, [0xc0, 0, 0, 0, 1, 20, 1]))
        ),
        Case(
            "GENEVE options beyond the packet",
            11,
            "ip.udp.geneve",
            P.ipv4(17, P.udp(6081, [63, 0, 0x65, 0x58, 0, 0, 0, 0]))
        ),
        Case("GRE whose key is not there", 11, "ip.gre", P.ipv4(47, [0xb0, 0, 8, 0])),
        Case("a VXLAN header that is cut", 11, "ip.udp", P.ipv4(17, P.udp(4789, [8, 0, 0, 0]))),
        Case("a PPPoE session without a protocol", 1, "eth.pppoe", P.ethernet(0x8864, [0x11, 0, 0, 1, 0xff, 0xff])),
        Case("a label stack without a bottom", 13, "mpls.mpls", Array(P.mpls(3, []).prefix(8))),
        Case("labels before nothing", 13, "mpls", P.mpls(1, [])),
    ]

    static let endless = [
        Case("eighty VLAN tags", 1, "", P.ethernet(0x0800, tags: Array(repeating: 7, count: 80), tcp)),
        Case("eighty labels", 13, "", P.mpls(80, tcp)),
        Case("eighty tunnels in IPv4", 11, "", nested(80, tcp) { P.ipv4(4, $0) }),
        Case("eighty tunnels in IPv6", 12, "", nested(80, P.ipv6(6, P.tcp)) { P.ipv6(41, $0) }),
        Case(
            "twenty tunnels in VXLAN",
            1,
            "",
            nested(20, inner) { P.ethernet(0x0800, P.ipv4(17, P.udp(4789, P.vxlan($0)))) }
        ),
        Case("forty tunnels in GRE", 11, "", nested(40, tcp) { P.ipv4(47, P.gre(0x0800, $0)) }),
        Case(
            "twenty tunnels in GENEVE",
            1,
            "",
            nested(20, inner) {
                P.ethernet(0x0800, P.ipv4(17, P.udp(6081, P.geneve(options: 1, $0))))
            }
        ),
        Case("an error about an error", 11, "", nested(40, tcp) { P.ipv4(1, [11, 0, 0, 0, 0, 0, 0, 0] + $0) }),
        Case(
            "a frame in a label in a frame",
            1,
            "",
            nested(40, inner) { P.ethernet(0x8847, P.mpls(1, [0, 0, 0, 0] + $0)) }
        ),
    ]

    @Test(arguments: lengths)
    func whatIsNotThereIsNotSeen(_ hostile: Case) {
        #expect(layers(hostile.bytes, hostile.headerProtocol).text == hostile.stack)
    }

    @Test(arguments: endless)
    func theWalkEndsAtItsLimit(_ hostile: Case) {
        #expect(layers(hostile.bytes, hostile.headerProtocol).count == LayerStack.limit)
    }

    @Test func anEndlessChainOfExtensionHeadersIsGivenUp() {
        let chain = Self.nested(200, P.tcp) { P.extension(60, $0) }
        let stack = layers(P.ipv6(60, chain), 12)
        #expect(stack.text == "ip6" && !stack.isTruncated)
    }

    @Test(arguments: [0, 2, 10, 15, 18, 19, 255, 1 << 31, .max] as [UInt32])
    func aHeaderProtocolThatIsNotKnownHasNoLayers(_ headerProtocol: UInt32) {
        #expect(layers(Self.inner, headerProtocol).count == 0)
    }

    /// Every byte of every case replaced by what would hurt if it were a length.
    @Test(arguments: lengths + endless)
    func anyByteMayLie(_ hostile: Case) {
        for offset in hostile.bytes.indices.prefix(200) {
            for byte in [0x00, 0x01, 0x0f, 0x40, 0x45, 0x4f, 0x60, 0x7f, 0x80, 0xff] as [UInt8] {
                let bytes = Self.with(hostile.bytes, offset, byte)
                let stack = layers(bytes, hostile.headerProtocol)
                #expect(stack.count <= LayerStack.limit)
                for index in 0..<stack.count { #expect(Int(stack[index].offset) < bytes.count) }
            }
        }
    }
}
