import PacketHeaders

extension FlowKey {
    static let icmpKeys: [FlowKey] = [
        FlowKey("icmptype", .u8, FieldLoad(.icmp, at: ICMPHeader.type, bytes: 1), "ICMP type."),
        FlowKey(
            "icmptypename",
            .named(.icmpType),
            FieldLoad(.icmp, at: ICMPHeader.type, bytes: 1),
            "ICMP type by name."
        ),
        FlowKey("icmpcode", .u8, FieldLoad(.icmp, at: ICMPHeader.code, bytes: 1), "ICMP code."),
        FlowKey("icmpid", .u16, FieldLoad(.icmp, .icmpIdentifier), "Identifier of an echo, or of another question."),
        FlowKey(
            "icmpseqno",
            .u16,
            FieldLoad(.icmp, .icmpSequence),
            "Sequence number of an echo, or of another question."
        ),
        FlowKey(
            "icmpmtu",
            .u16,
            FieldLoad(.icmp, .icmpMTU),
            "MTU of the next hop, where a packet was too big to be sent on."
        ),
        FlowKey("icmpgateway", .ipv4, FieldLoad(.icmp, .icmpGateway), "Router that a redirect names."),
        FlowKey(
            "icmpunreachablenet",
            .ipv4,
            FieldLoad(.icmp, .unreachableNet),
            "Address in the network that could not be reached."
        ),
        FlowKey(
            "icmpunreachablehost",
            .ipv4,
            FieldLoad(.icmp, .unreachableHost),
            "Address of the host that could not be reached."
        ),
        FlowKey(
            "icmpunreachableprotocol",
            .u8,
            FieldLoad(.icmp, .unreachableProtocol),
            "Number of the protocol that a host does not have."
        ),
        FlowKey(
            "icmpunreachableport",
            .u16,
            FieldLoad(.icmp, .unreachablePort),
            "Port that no one listens on; also of ICMPv6."
        ),
    ]

    static let icmp6Keys: [FlowKey] = [
        FlowKey("icmp6type", .u8, FieldLoad(.icmp6, at: ICMPHeader.type, bytes: 1), "ICMPv6 type."),
        FlowKey(
            "icmp6typename",
            .named(.icmp6Type),
            FieldLoad(.icmp6, at: ICMPHeader.type, bytes: 1),
            "ICMPv6 type by name."
        ),
        FlowKey("icmp6code", .u8, FieldLoad(.icmp6, at: ICMPHeader.code, bytes: 1), "ICMPv6 code."),
        FlowKey("icmp6id", .u16, FieldLoad(.icmp6, .icmp6Identifier), "Identifier of an echo."),
        FlowKey("icmp6seqno", .u16, FieldLoad(.icmp6, .icmp6Sequence), "Sequence number of an echo."),
        FlowKey(
            "icmp6mtu",
            .u32,
            FieldLoad(.icmp6, .icmp6MTU),
            "MTU of the next hop, where a packet was too big to be sent on."
        ),
        FlowKey(
            "icmp6target",
            .ipv6,
            FieldLoad(.icmp6, .icmp6Target),
            "Address that neighbour discovery or a redirect is about."
        ),
        FlowKey(
            "icmp6unreachablenet",
            .ipv6,
            FieldLoad(.icmp6, .unreachableNet6),
            "Address that there was no route to."
        ),
        FlowKey(
            "icmp6unreachablehost",
            .ipv6,
            FieldLoad(.icmp6, .unreachableHost6),
            "Address of the host that could not be reached."
        ),
    ]
}
