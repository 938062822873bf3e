import PacketHeaders

extension FlowKey {
    static let tunnelKeys: [FlowKey] = [
        FlowKey(
            "vni",
            .number(max: 0xffffff),
            FieldLoad(.vxlan, at: VXLANHeader.vni, bytes: 3, as: .overlay),
            "Virtual network, whether of VXLAN, VXLAN-GPE or GENEVE."
        ),
        FlowKey("vxlanvni", .number(max: 0xffffff), FieldLoad(.vxlan, at: VXLANHeader.vni, bytes: 3), "VXLAN network."),
        FlowKey("vxlanflags", .bits(8), FieldLoad(.vxlan, at: VXLANHeader.flags, bytes: 1), "VXLAN flags."),
        FlowKey(
            "vxlangpevni",
            .number(max: 0xffffff),
            FieldLoad(.vxlanGPE, at: VXLANHeader.vni, bytes: 3),
            "VXLAN-GPE network."
        ),
        FlowKey(
            "vxlangpeprotocol",
            .u8,
            FieldLoad(.next, .vxlanGPE),
            "What VXLAN-GPE carries: 1 IPv4, 2 IPv6, 3 Ethernet, 4 NSH."
        ),
        FlowKey(
            "genevevni",
            .number(max: 0xffffff),
            FieldLoad(.geneve, at: GENEVEHeader.vni, bytes: 3),
            "GENEVE network."
        ),
        FlowKey("geneveprotocol", .u16, FieldLoad(.next, .geneve), "EtherType of what GENEVE carries."),
        FlowKey(
            "geneveoam",
            .boolean,
            FieldLoad(.geneve, at: GENEVEHeader.flags, bytes: 1, low: 7, count: 1),
            "Whether GENEVE carries a control message."
        ),
        FlowKey(
            "genevecritical",
            .boolean,
            FieldLoad(.geneve, at: GENEVEHeader.flags, bytes: 1, low: 6, count: 1),
            "Whether GENEVE has critical options."
        ),
        FlowKey(
            "nshspi",
            .number(max: 0xffffff),
            FieldLoad(.nsh, at: NSHHeader.path, bytes: 3),
            "Service path of a network service header."
        ),
        FlowKey("nshsi", .u8, FieldLoad(.nsh, at: NSHHeader.index, bytes: 1), "Service index."),
        FlowKey(
            "nshttl",
            .number(max: 63),
            FieldLoad(.nsh, at: NSHHeader.flags, bytes: 2, low: 6, count: 6),
            "Its time to live."
        ),
        FlowKey("nshprotocol", .u8, FieldLoad(.next, .nsh), "What it carries: 1 IPv4, 2 IPv6, 3 Ethernet."),
        FlowKey(
            "greversion",
            .number(max: 7),
            FieldLoad(.gre, at: GREHeader.flags, bytes: 2, count: 3),
            "GRE version: 1 is that of PPTP."
        ),
        FlowKey("greprotocol", .u16, FieldLoad(.next, .gre), "EtherType of what GRE carries."),
        FlowKey("grekey", .u32, FieldLoad(.gre, .greKey), "GRE key."),
        FlowKey(
            "grevsid",
            .number(max: 0xffffff),
            FieldLoad(.gre, .greSegment),
            "Virtual subnet of NVGRE: the upper bits of the key where GRE carries Ethernet."
        ),
        FlowKey("greflowid", .u8, FieldLoad(.gre, .greFlow), "Flow of NVGRE."),
        FlowKey("greseqno", .u32, FieldLoad(.gre, .greSequence), "GRE sequence number."),
        FlowKey("grecallid", .u16, FieldLoad(.gre, .greCall), "Call of PPTP."),
        FlowKey(
            "erspanversion",
            .number(max: 15),
            FieldLoad(.erspan, at: ERSPANHeader.vlan, bytes: 2, low: 12, count: 4, as: .mirror),
            "1 ERSPAN type II, 2 type III."
        ),
        FlowKey(
            "erspanvlan",
            .number(max: 4095),
            FieldLoad(.erspan, at: ERSPANHeader.vlan, bytes: 2, count: 12, as: .mirror),
            "VLAN of the mirrored frame."
        ),
        FlowKey(
            "erspancos",
            .number(max: 7),
            FieldLoad(.erspan, at: ERSPANHeader.session, bytes: 2, low: 13, count: 3, as: .mirror),
            "Class of service of the mirrored frame."
        ),
        FlowKey(
            "erspantruncated",
            .boolean,
            FieldLoad(.erspan, at: ERSPANHeader.session, bytes: 2, low: 10, count: 1, as: .mirror),
            "Whether the mirrored frame was cut."
        ),
        FlowKey(
            "erspansession",
            .number(max: 1023),
            FieldLoad(.erspan, at: ERSPANHeader.session, bytes: 2, count: 10, as: .mirror),
            "ERSPAN session."
        ),
        FlowKey(
            "erspanindex",
            .number(max: 0xfffff),
            FieldLoad(.erspan, at: ERSPANHeader.index, bytes: 4, count: 20),
            "Port and direction of ERSPAN type II, as the switch numbers them."
        ),
        FlowKey(
            "erspantimestamp",
            .u32,
            FieldLoad(.erspan3, at: ERSPANHeader.timestamp, bytes: 4),
            "Time of ERSPAN type III, in the switch's units."
        ),
        FlowKey(
            "erspangroup",
            .u16,
            FieldLoad(.erspan3, at: ERSPANHeader.securityGroup, bytes: 2),
            "Security group tag of ERSPAN type III."
        ),
        FlowKey(
            "erspandirection",
            .direction,
            FieldLoad(.erspan3, at: ERSPANHeader.flags, bytes: 2, low: 3, count: 1),
            "Which way the frame went that ERSPAN type III mirrors."
        ),
        FlowKey(
            "wireguardtype",
            .u8,
            FieldLoad(.wireguard, at: WireGuardMessage.type, bytes: 1),
            "WireGuard message: 1 initiation, 2 response, 3 cookie, 4 data."
        ),
        FlowKey(
            "wireguardtypename",
            .named(.wireGuardMessage),
            FieldLoad(.wireguard, at: WireGuardMessage.type, bytes: 1),
            "The same by name."
        ),
        FlowKey(
            "wireguardsender",
            .u32,
            FieldLoad(.wireguard, .wireGuardSender),
            "Sender's index of a WireGuard handshake."
        ),
        FlowKey(
            "wireguardreceiver",
            .u32,
            FieldLoad(.wireguard, .wireGuardReceiver),
            "Receiver's index of a WireGuard message."
        ),
    ]
}
