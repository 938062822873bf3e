import PacketHeaders

extension FlowKey {
    static let carrierKeys: [FlowKey] = [
        FlowKey(
            "mplslabel",
            .number(max: 0xfffff),
            FieldLoad(.mpls, at: MPLSEntry.label, bytes: 4, low: 12, count: 20),
            "MPLS label."
        ),
        FlowKey(
            "mplsexp",
            .number(max: 7),
            FieldLoad(.mpls, at: MPLSEntry.label, bytes: 4, low: 9, count: 3),
            "Traffic class of the label stack entry, once the experimental bits."
        ),
        FlowKey(
            "mplsbottom",
            .boolean,
            FieldLoad(.mpls, at: MPLSEntry.label, bytes: 4, low: 8, count: 1),
            "Whether the label is the last of its stack."
        ),
        FlowKey(
            "mplsttl",
            .u8,
            FieldLoad(.mpls, at: MPLSEntry.label, bytes: 4, count: 8),
            "Time to live of the label stack entry."
        ),
        FlowKey("pppoesession", .u16, FieldLoad(.pppoe, at: PPPoEHeader.session, bytes: 2), "PPPoE session."),
        FlowKey(
            "pppoecode",
            .u8,
            FieldLoad(.pppoe, at: PPPoEHeader.code, bytes: 1),
            "0 a session; others are discovery: 9 initiation, 7 offer."
        ),
        FlowKey(
            "pppoebytes",
            .u16,
            FieldLoad(.pppoe, at: PPPoEHeader.payloadLength, bytes: 2),
            "Length of what PPPoE carries."
        ),
        FlowKey(
            "pppoeprotocol",
            .u16,
            FieldLoad(.next, .pppoe),
            "PPP protocol number of what a session carries: 33 IPv4, 87 IPv6."
        ),
        FlowKey("pppprotocol", .u16, FieldLoad(.next, .ppp), "PPP protocol number where PPP is not over Ethernet."),
        FlowKey(
            "trillversion",
            .number(max: 3),
            FieldLoad(.trill, at: TRILLHeader.flags, bytes: 2, low: 14, count: 2),
            "TRILL version."
        ),
        FlowKey(
            "trillmulticast",
            .boolean,
            FieldLoad(.trill, at: TRILLHeader.flags, bytes: 2, low: 11, count: 1),
            "Whether the frame is for several destinations."
        ),
        FlowKey(
            "trillhops",
            .number(max: 63),
            FieldLoad(.trill, at: TRILLHeader.flags, bytes: 2, count: 6),
            "Hops that are left."
        ),
        FlowKey(
            "trillegress",
            .u16,
            FieldLoad(.trill, at: TRILLHeader.egress, bytes: 2),
            "Nickname of the RBridge where the frame leaves, or of its tree."
        ),
        FlowKey(
            "trillingress",
            .u16,
            FieldLoad(.trill, at: TRILLHeader.ingress, bytes: 2),
            "Nickname of the RBridge where the frame came in."
        ),
    ]
}
