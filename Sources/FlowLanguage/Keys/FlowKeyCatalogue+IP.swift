import PacketHeaders

extension FlowKey {
    static let ipKeys: [FlowKey] = [
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
        FlowKey(
            "ipdscpname",
            .named(.dscp),
            FieldLoad(.ipv4, at: IPv4Header.tos, bytes: 1, low: 2, count: 6),
            "DSCP by name."
        ),
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
    ]

    static let ip6Keys: [FlowKey] = [
        FlowKey("ip6source", .ipv6, FieldLoad(.ipv6, at: IPv6Header.source, bytes: 16), "IPv6 source address."),
        FlowKey(
            "ip6destination",
            .ipv6,
            FieldLoad(.ipv6, at: IPv6Header.destination, bytes: 16),
            "IPv6 destination address."
        ),
        FlowKey("ip6nexthdr", .u8, FieldLoad(.next, .ipv6), "Protocol number behind the extension headers."),
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
        FlowKey(
            "ip6dscpname",
            .named(.dscp),
            FieldLoad(.ipv6, at: IPv6Header.flow, bytes: 4, low: 22, count: 6),
            "DSCP by name."
        ),
        FlowKey("ip6ecn", .bits(2), FieldLoad(.ipv6, at: IPv6Header.flow, bytes: 4, low: 20, count: 2), "ECN."),
        FlowKey(
            "ip6flowlabel",
            .number(max: 0xfffff),
            FieldLoad(.ipv6, at: IPv6Header.flow, bytes: 4, count: 20),
            "Flow label."
        ),
        FlowKey("ip6bytes", .u16, FieldLoad(.ipv6, at: IPv6Header.payloadLength, bytes: 2), "Payload length."),
        FlowKey(
            "ip6extensions",
            .numberList,
            FieldLoad(.ipv6, .ip6Extensions),
            "Numbers of the extension headers: 0 hop-by-hop options, 43 routing, 44 fragment, 60 destination options."
        ),
        FlowKey(
            "ip6fragoffset",
            .number(max: 0x1fff),
            FieldLoad(.ipv6, .ip6FragmentOffset),
            "Fragment offset in units of eight bytes; 0 of a whole packet."
        ),
        FlowKey("ip6fragm", .boolean, FieldLoad(.ipv6, .ip6MoreFragments), "Whether more fragments follow."),
        FlowKey("ip6fragid", .u32, FieldLoad(.ipv6, .ip6FragmentID), "Identification of a fragment."),
        FlowKey(
            "ahspi",
            .u32,
            FieldLoad(.authentication, at: AuthenticationHeader.spi, bytes: 4),
            "Security parameters index of an authentication header."
        ),
        FlowKey(
            "ahseqno",
            .u32,
            FieldLoad(.authentication, at: AuthenticationHeader.sequence, bytes: 4),
            "Its sequence number."
        ),
        FlowKey("ahnexthdr", .u8, FieldLoad(.next, .authentication), "Protocol number behind it."),
        FlowKey("espspi", .u32, FieldLoad(.esp, at: ESPHeader.spi, bytes: 4), "Security parameters index of ESP."),
        FlowKey("espseqno", .u32, FieldLoad(.esp, at: ESPHeader.sequence, bytes: 4), "Sequence number of ESP."),
    ]
}
