import PacketHeaders

extension FlowKey {
    static let applicationKeys: [FlowKey] = [
        FlowKey(
            "dnsid",
            .u16,
            FieldLoad(.dns, at: DNSHeader.identification, bytes: 2),
            "Identification of a DNS message."
        ),
        FlowKey(
            "dnsqr",
            .boolean,
            FieldLoad(.dns, at: DNSHeader.flags, bytes: 2, low: 15, count: 1),
            "false a question, true an answer."
        ),
        FlowKey(
            "dnsopcode",
            .number(max: 15),
            FieldLoad(.dns, at: DNSHeader.flags, bytes: 2, low: 11, count: 4),
            "What is asked for: 0 a query, 4 a notification, 5 an update."
        ),
        FlowKey(
            "dnsopcodename",
            .named(.dnsOpcode),
            FieldLoad(.dns, at: DNSHeader.flags, bytes: 2, low: 11, count: 4),
            "The same by name."
        ),
        FlowKey(
            "dnsaa",
            .boolean,
            FieldLoad(.dns, at: DNSHeader.flags, bytes: 2, low: 10, count: 1),
            "Whether the answer is authoritative."
        ),
        FlowKey(
            "dnstc",
            .boolean,
            FieldLoad(.dns, at: DNSHeader.flags, bytes: 2, low: 9, count: 1),
            "Whether the message was cut."
        ),
        FlowKey(
            "dnsrd",
            .boolean,
            FieldLoad(.dns, at: DNSHeader.flags, bytes: 2, low: 8, count: 1),
            "Whether recursion is wished."
        ),
        FlowKey(
            "dnsra",
            .boolean,
            FieldLoad(.dns, at: DNSHeader.flags, bytes: 2, low: 7, count: 1),
            "Whether recursion is offered."
        ),
        FlowKey(
            "dnsrcode",
            .number(max: 15),
            FieldLoad(.dns, at: DNSHeader.flags, bytes: 2, count: 4),
            "What became of the question: 0 answered, 2 failed, 3 no such name."
        ),
        FlowKey(
            "dnsrcodename",
            .named(.dnsCode),
            FieldLoad(.dns, at: DNSHeader.flags, bytes: 2, count: 4),
            "The same by name."
        ),
        FlowKey("dnsqdcount", .u16, FieldLoad(.dns, at: DNSHeader.questions, bytes: 2), "Questions."),
        FlowKey("dnsancount", .u16, FieldLoad(.dns, at: DNSHeader.answers, bytes: 2), "Answers."),
        FlowKey("dnsnscount", .u16, FieldLoad(.dns, at: DNSHeader.authorities, bytes: 2), "Authorities."),
        FlowKey("dnsarcount", .u16, FieldLoad(.dns, at: DNSHeader.additional, bytes: 2), "Additional records."),
        FlowKey(
            "dnsqname",
            .text,
            FieldLoad(.dnsName, .dns),
            "Name that the first question asks for, with a dot at its end."
        ),
        FlowKey("dnsqtype", .u16, FieldLoad(.dns, .dnsType), "Type that the first question asks for."),
        FlowKey("dnsqtypename", .named(.dnsType), FieldLoad(.dns, .dnsType), "The same by name."),
        FlowKey("dnsqclass", .u16, FieldLoad(.dns, .dnsClass), "Class that the first question asks for: 1 Internet."),
        FlowKey(
            "quicversion",
            .u32,
            FieldLoad(.quic, at: QUICLongHeader.version, bytes: 4),
            "QUIC version; 0 where versions are negotiated. Only long headers, those of handshakes, say it."
        ),
        FlowKey(
            "quictypename",
            .named(.quicPacket),
            FieldLoad(.quic, .quicPacket),
            "Kind of packet, of QUIC versions 1 and 2."
        ),
        FlowKey(
            "quicdcid",
            .octets,
            FieldLoad(.quic, .quicDestination),
            "Destination connection of QUIC, its first 15 bytes."
        ),
        FlowKey("quicscid", .octets, FieldLoad(.quic, .quicSource), "Source connection of QUIC, its first 15 bytes."),
    ]
}
