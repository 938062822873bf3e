import PacketHeaders

extension FlowKey {
    static let ethernetKeys: [FlowKey] = [
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
        FlowKey(
            "ethernetprotocol",
            .u16,
            FieldLoad(.next, .ethernet),
            "EtherType behind the VLAN tags; of an LLC frame its length."
        ),
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
            "vlandei",
            .boolean,
            FieldLoad(.vlan, at: VLANTag.control, bytes: 2, low: 12, count: 1),
            "Whether the tag says that the frame may be dropped first."
        ),
        FlowKey(
            "llcdsap",
            .u8,
            FieldLoad(.llc, at: LLCHeader.destinationSAP, bytes: 1),
            "Destination service access point of an LLC frame."
        ),
        FlowKey("llcssap", .u8, FieldLoad(.llc, at: LLCHeader.sourceSAP, bytes: 1), "Source service access point."),
        FlowKey(
            "llccontrol",
            .u8,
            FieldLoad(.llc, at: LLCHeader.control, bytes: 1),
            "First byte of the control field."
        ),
        FlowKey("llcprotocol", .u16, FieldLoad(.next, .llc), "EtherType behind SNAP; 0 where there is none."),
        FlowKey("arpoperation", .u16, FieldLoad(.arp, at: ARPPacket.operation, bytes: 2), "1 request, 2 reply."),
        FlowKey("arpmacsender", .mac, FieldLoad(.arp, at: ARPPacket.senderMAC, bytes: 6), "MAC address of the sender."),
        FlowKey("arpipsender", .ipv4, FieldLoad(.arp, at: ARPPacket.senderIP, bytes: 4), "IPv4 address of the sender."),
        FlowKey("arpmactarget", .mac, FieldLoad(.arp, at: ARPPacket.targetMAC, bytes: 6), "MAC address of the target."),
        FlowKey("arpiptarget", .ipv4, FieldLoad(.arp, at: ARPPacket.targetIP, bytes: 4), "IPv4 address of the target."),
    ]
}
