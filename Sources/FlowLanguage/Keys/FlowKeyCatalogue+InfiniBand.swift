import PacketHeaders

extension FlowKey {
    static let infiniBandKeys: [FlowKey] = [
        FlowKey(
            "ibgrhsource",
            .ipv6,
            FieldLoad(.ibGlobalRoute, at: IBGlobalRouteHeader.source, bytes: 16),
            "Source GID of RoCE version 1."
        ),
        FlowKey(
            "ibgrhdestination",
            .ipv6,
            FieldLoad(.ibGlobalRoute, at: IBGlobalRouteHeader.destination, bytes: 16),
            "Destination GID."
        ),
        FlowKey(
            "ibgrhtos",
            .bits(8),
            FieldLoad(.ibGlobalRoute, at: IBGlobalRouteHeader.flow, bytes: 4, low: 20, count: 8),
            "Traffic class."
        ),
        FlowKey(
            "ibgrhflowlabel",
            .number(max: 0xfffff),
            FieldLoad(.ibGlobalRoute, at: IBGlobalRouteHeader.flow, bytes: 4, count: 20),
            "Flow label."
        ),
        FlowKey(
            "ibgrhbytes",
            .u16,
            FieldLoad(.ibGlobalRoute, at: IBGlobalRouteHeader.payloadLength, bytes: 2),
            "Payload length."
        ),
        FlowKey(
            "ibgrhnexthdr",
            .u8,
            FieldLoad(.ibGlobalRoute, at: IBGlobalRouteHeader.nextHeader, bytes: 1),
            "27: a base transport header follows."
        ),
        FlowKey("ibgrhttl", .u8, FieldLoad(.ibGlobalRoute, at: IBGlobalRouteHeader.hopLimit, bytes: 1), "Hop limit."),
        FlowKey(
            "ibbtopcode",
            .u8,
            FieldLoad(.ibTransport, at: IBTransportHeader.opcode, bytes: 1),
            "InfiniBand opcode: 129 is a congestion notification."
        ),
        FlowKey(
            "ibbtoptransport",
            .named(.ibTransport),
            FieldLoad(.ibTransport, at: IBTransportHeader.opcode, bytes: 1, low: 5, count: 3),
            "Transport of the opcode."
        ),
        FlowKey("ibbtopname", .named(.ibOperation), FieldLoad(.ibTransport, .ibOperation), "Operation of the opcode."),
        FlowKey(
            "ibbtse",
            .boolean,
            FieldLoad(.ibTransport, at: IBTransportHeader.flags, bytes: 1, low: 7, count: 1),
            "Whether the receiver is to be told (solicited event)."
        ),
        FlowKey(
            "ibbtm",
            .boolean,
            FieldLoad(.ibTransport, at: IBTransportHeader.flags, bytes: 1, low: 6, count: 1),
            "Migration state."
        ),
        FlowKey(
            "ibbtpad",
            .number(max: 3),
            FieldLoad(.ibTransport, at: IBTransportHeader.flags, bytes: 1, low: 4, count: 2),
            "Bytes of padding."
        ),
        FlowKey(
            "ibbttver",
            .number(max: 15),
            FieldLoad(.ibTransport, at: IBTransportHeader.flags, bytes: 1, count: 4),
            "Version of the transport header."
        ),
        FlowKey(
            "ibbtpkey",
            .u16,
            FieldLoad(.ibTransport, at: IBTransportHeader.partitionKey, bytes: 2),
            "Partition key."
        ),
        FlowKey(
            "ibbtfecn",
            .boolean,
            FieldLoad(.ibTransport, at: IBTransportHeader.congestion, bytes: 1, low: 7, count: 1),
            "Whether congestion was met."
        ),
        FlowKey(
            "ibbtbecn",
            .boolean,
            FieldLoad(.ibTransport, at: IBTransportHeader.congestion, bytes: 1, low: 6, count: 1),
            "Whether the other way has met congestion."
        ),
        FlowKey(
            "ibbtdestqp",
            .number(max: 0xffffff),
            FieldLoad(.ibTransport, at: IBTransportHeader.destinationQP, bytes: 3),
            "Destination queue pair."
        ),
        FlowKey(
            "ibbtack",
            .boolean,
            FieldLoad(.ibTransport, at: IBTransportHeader.acknowledge, bytes: 1, low: 7, count: 1),
            "Whether an acknowledgement is asked for."
        ),
        FlowKey(
            "ibbtpsn",
            .number(max: 0xffffff),
            FieldLoad(.ibTransport, at: IBTransportHeader.sequence, bytes: 3),
            "Packet sequence number."
        ),
        FlowKey("ibbtdethqkey", .u32, FieldLoad(.ibTransport, .ibQueueKey), "Queue key of a datagram."),
        FlowKey(
            "ibbtdethsourceqp",
            .number(max: 0xffffff),
            FieldLoad(.ibTransport, .ibSourceQP),
            "Source queue pair of a datagram."
        ),
        FlowKey(
            "ibbtrdmaaddress",
            .number(max: .max),
            FieldLoad(.ibTransport, .ibRDMAAddress),
            "Virtual address of an RDMA or atomic request."
        ),
        FlowKey("ibbtrdmakey", .u32, FieldLoad(.ibTransport, .ibRDMAKey), "Remote key of an RDMA or atomic request."),
        FlowKey("ibbtrdmalen", .u32, FieldLoad(.ibTransport, .ibRDMALength), "Bytes that an RDMA request asks for."),
        FlowKey("ibbtaethsyndrome", .bits(8), FieldLoad(.ibTransport, .ibSyndrome), "Syndrome of an acknowledgement."),
        FlowKey(
            "ibbtaethack",
            .number(max: 31),
            FieldLoad(.ibTransport, .ibCredits),
            "Credits of a positive acknowledgement, as the header codes them; 31: none are kept."
        ),
        FlowKey(
            "ibbtaethmsn",
            .number(max: 0xffffff),
            FieldLoad(.ibTransport, .ibMessageSequence),
            "Message sequence number of an acknowledgement."
        ),
        FlowKey("ibbtimmediate", .u32, FieldLoad(.ibTransport, .ibImmediate), "Immediate data."),
    ]
}
