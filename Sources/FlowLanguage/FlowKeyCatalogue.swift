import PacketHeaders

extension FlowKey {
    /// Every key, in the order of the reference page.
    package static let all = sampleKeys + linkKeys + networkKeys + transportKeys

    private static let sampleKeys: [FlowKey] = [
        FlowKey("inputifindex", .interface, FieldLoad(.input), "The port that the packet came in by."),
        FlowKey("outputifindex", .interface, FieldLoad(.output), "The port that the packet went out by."),
        FlowKey("direction", .direction, FieldLoad(.direction), "Which of the two the sampling port is."),
        FlowKey("vlansource", .u32, FieldLoad(.vlanSource), "The VLAN that the packet came in on, as the switch says."),
        FlowKey("vlandestination", .u32, FieldLoad(.vlanDestination), "The VLAN that the packet went out on."),
        FlowKey("stack", .stack, FieldLoad(.stack), "The protocols of the packet, outermost first: `eth.ip.tcp`."),
        FlowKey("bytes", .u32, FieldLoad(.frameLength), "Bytes of the packet on the wire."),
        FlowKey("frames", .number(max: 1), FieldLoad(.one), "1 for each packet."),
        FlowKey("requests", .u32, FieldLoad(.requests), "Requests of an application."),
        FlowKey("duration", .u32, FieldLoad(.duration), "Microseconds that a request of an application took."),
        FlowKey("stripped", .u32, FieldLoad(.stripped), "Bytes of the packet that were not captured with its header."),
    ]

    private static let linkKeys: [FlowKey] = [
        FlowKey("macsource", .mac, FieldLoad(.ethernet, at: EthernetHeader.source, bytes: 6), "Source MAC address."),
        FlowKey(
            "macdestination",
            .mac,
            FieldLoad(.ethernet, at: EthernetHeader.destination, bytes: 6),
            "Destination MAC address."
        ),
        FlowKey(
            "isunicast",
            .boolean,
            FieldLoad(.ethernet, at: EthernetHeader.destination, bytes: 1, count: 1, as: .headerNot),
            "Whether the destination MAC address is one of a single station."
        ),
        FlowKey(
            "isbroadcast",
            .boolean,
            FieldLoad(.ethernet, at: EthernetHeader.destination, bytes: 6, as: .headerAllOnes),
            "Whether the destination MAC address is FFFFFFFFFFFF."
        ),
        FlowKey("ethernetprotocol", .u16, FieldLoad(.next, .ethernet), "EtherType behind the VLAN tags."),
        FlowKey(
            "vlan",
            .number(max: 4095),
            FieldLoad(.vlan, at: VLANTag.control, bytes: 2, count: 12),
            "VLAN of the tag."
        ),
        FlowKey(
            "priority",
            .number(max: 7),
            FieldLoad(.vlan, at: VLANTag.control, bytes: 2, low: 13, count: 3),
            "802.1p priority of the tag."
        ),
        FlowKey(
            "mplslabel",
            .number(max: 0xfffff),
            FieldLoad(.mpls, at: MPLSEntry.label, bytes: 4, low: 12, count: 20),
            "MPLS label."
        ),
        FlowKey("pppoesession", .u16, FieldLoad(.pppoe, at: PPPoEHeader.session, bytes: 2), "PPPoE session."),
        FlowKey("arpoperation", .u16, FieldLoad(.arp, at: ARPPacket.operation, bytes: 2), "1 request, 2 reply."),
        FlowKey("arpmacsender", .mac, FieldLoad(.arp, at: ARPPacket.senderMAC, bytes: 6), "MAC address of the sender."),
        FlowKey("arpipsender", .ipv4, FieldLoad(.arp, at: ARPPacket.senderIP, bytes: 4), "IPv4 address of the sender."),
        FlowKey("arpmactarget", .mac, FieldLoad(.arp, at: ARPPacket.targetMAC, bytes: 6), "MAC address of the target."),
        FlowKey("arpiptarget", .ipv4, FieldLoad(.arp, at: ARPPacket.targetIP, bytes: 4), "IPv4 address of the target."),
    ]

    private static let networkKeys: [FlowKey] = [
        FlowKey("ipsource", .ipv4, FieldLoad(.ipv4, at: IPv4Header.source, bytes: 4), "IPv4 source address."),
        FlowKey(
            "ipdestination",
            .ipv4,
            FieldLoad(.ipv4, at: IPv4Header.destination, bytes: 4),
            "IPv4 destination address."
        ),
        FlowKey(
            "ipprotocol",
            .u8,
            FieldLoad(.ipv4, at: IPv4Header.protocol, bytes: 1),
            "Protocol number: 6 TCP, 17 UDP."
        ),
        FlowKey("ipttl", .u8, FieldLoad(.ipv4, at: IPv4Header.ttl, bytes: 1), "Time to live."),
        FlowKey("iptos", .bits(8), FieldLoad(.ipv4, at: IPv4Header.tos, bytes: 1), "Type of service."),
        FlowKey("ipdscp", .number(max: 63), FieldLoad(.ipv4, at: IPv4Header.tos, bytes: 1, low: 2, count: 6), "DSCP."),
        FlowKey("ipecn", .bits(2), FieldLoad(.ipv4, at: IPv4Header.tos, bytes: 1, count: 2), "ECN: 11 congestion met."),
        FlowKey("ipbytes", .u16, FieldLoad(.ipv4, at: IPv4Header.totalLength, bytes: 2), "Total length."),
        FlowKey("ipid", .u16, FieldLoad(.ipv4, at: IPv4Header.identification, bytes: 2), "Identification."),
        FlowKey(
            "ipflags",
            .bits(3),
            FieldLoad(.ipv4, at: IPv4Header.fragment, bytes: 2, low: 13, count: 3),
            "Flags: 010 don't fragment, 001 more fragments."
        ),
        FlowKey(
            "ipfragoffset",
            .number(max: 0x1fff),
            FieldLoad(.ipv4, at: IPv4Header.fragment, bytes: 2, count: 13),
            "Fragment offset in units of eight bytes."
        ),
        FlowKey("ip6source", .ipv6, FieldLoad(.ipv6, at: IPv6Header.source, bytes: 16), "IPv6 source address."),
        FlowKey(
            "ip6destination",
            .ipv6,
            FieldLoad(.ipv6, at: IPv6Header.destination, bytes: 16),
            "IPv6 destination address."
        ),
        FlowKey("ip6nexthdr", .u16, FieldLoad(.next, .ipv6), "Protocol number behind the extension headers."),
        FlowKey("ip6ttl", .u8, FieldLoad(.ipv6, at: IPv6Header.hopLimit, bytes: 1), "Hop limit."),
        FlowKey(
            "ip6tos",
            .bits(8),
            FieldLoad(.ipv6, at: IPv6Header.flow, bytes: 4, low: 20, count: 8),
            "Traffic class."
        ),
        FlowKey(
            "ip6dscp",
            .number(max: 63),
            FieldLoad(.ipv6, at: IPv6Header.flow, bytes: 4, low: 22, count: 6),
            "DSCP."
        ),
        FlowKey("ip6ecn", .bits(2), FieldLoad(.ipv6, at: IPv6Header.flow, bytes: 4, low: 20, count: 2), "ECN."),
        FlowKey(
            "ip6flowlabel",
            .number(max: 0xfffff),
            FieldLoad(.ipv6, at: IPv6Header.flow, bytes: 4, count: 20),
            "Flow label."
        ),
        FlowKey("ip6bytes", .u16, FieldLoad(.ipv6, at: IPv6Header.payloadLength, bytes: 2), "Payload length."),
    ]

    private static let transportKeys: [FlowKey] = [
        FlowKey("tcpsourceport", .u16, FieldLoad(.tcp, at: TCPHeader.sourcePort, bytes: 2), "TCP source port."),
        FlowKey(
            "tcpdestinationport",
            .u16,
            FieldLoad(.tcp, at: TCPHeader.destinationPort, bytes: 2),
            "TCP destination port."
        ),
        FlowKey(
            "tcpflags",
            .bits(9),
            FieldLoad(.tcp, at: TCPHeader.flags, bytes: 2, count: 9),
            "TCP flags NS CWR ECE URG ACK PSH RST SYN FIN: 000000010 is a SYN."
        ),
        FlowKey("tcpwindow", .u16, FieldLoad(.tcp, at: TCPHeader.window, bytes: 2), "TCP window as in the header."),
        FlowKey("udpsourceport", .u16, FieldLoad(.udp, at: UDPHeader.sourcePort, bytes: 2), "UDP source port."),
        FlowKey(
            "udpdestinationport",
            .u16,
            FieldLoad(.udp, at: UDPHeader.destinationPort, bytes: 2),
            "UDP destination port."
        ),
        FlowKey("udpbytes", .u16, FieldLoad(.udp, at: UDPHeader.payloadLength, bytes: 2), "UDP length."),
        FlowKey("sctpsourceport", .u16, FieldLoad(.sctp, at: SCTPHeader.sourcePort, bytes: 2), "SCTP source port."),
        FlowKey(
            "sctpdestinationport",
            .u16,
            FieldLoad(.sctp, at: SCTPHeader.destinationPort, bytes: 2),
            "SCTP destination port."
        ),
        FlowKey("icmptype", .u8, FieldLoad(.icmp, at: ICMPHeader.type, bytes: 1), "ICMP type."),
        FlowKey("icmpcode", .u8, FieldLoad(.icmp, at: ICMPHeader.code, bytes: 1), "ICMP code."),
        FlowKey("icmp6type", .u8, FieldLoad(.icmp6, at: ICMPHeader.type, bytes: 1), "ICMPv6 type."),
        FlowKey("icmp6code", .u8, FieldLoad(.icmp6, at: ICMPHeader.code, bytes: 1), "ICMPv6 code."),
        FlowKey("greprotocol", .u16, FieldLoad(.next, .gre), "EtherType of what GRE carries."),
        FlowKey(
            "vxlanvni",
            .number(max: 0xffffff),
            FieldLoad(.vxlan, at: VXLANHeader.vni, bytes: 3),
            "VXLAN network."
        ),
        FlowKey(
            "genevevni",
            .number(max: 0xffffff),
            FieldLoad(.geneve, at: GENEVEHeader.vni, bytes: 3),
            "GENEVE network."
        ),
    ]
}
