import PacketHeaders

extension FlowKey {
    static let transportKeys: [FlowKey] = [
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
        FlowKey("tcpseqno", .u32, FieldLoad(.tcp, at: TCPHeader.sequence, bytes: 4), "TCP sequence number."),
        FlowKey(
            "tcpackno",
            .u32,
            FieldLoad(.tcp, at: TCPHeader.acknowledgment, bytes: 4),
            "TCP acknowledgment number."
        ),
        FlowKey("tcpwindow", .u16, FieldLoad(.tcp, at: TCPHeader.window, bytes: 2), "TCP window as in the header."),
        FlowKey("tcpurgent", .u16, FieldLoad(.tcp, at: TCPHeader.urgent, bytes: 2), "TCP urgent pointer."),
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
        FlowKey("sctptag", .u32, FieldLoad(.sctp, at: SCTPHeader.verificationTag, bytes: 4), "SCTP verification tag."),
    ]
}
