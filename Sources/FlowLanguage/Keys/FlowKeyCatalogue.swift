import PacketHeaders

extension FlowKey {
    /// Every key, in the order of the reference page.
    package static let all: [FlowKey] = [
        sampleKeys, ethernetKeys, carrierKeys, ipKeys, ip6Keys, icmpKeys, icmp6Keys, transportKeys, tunnelKeys,
        applicationKeys, infiniBandKeys, offsetKeys, recordKeys, workloadKeys,
    ].flatMap(\.self)

    private static let sampleKeys: [FlowKey] = [
        FlowKey("inputifindex", .interface, FieldLoad(.input), "The port that the packet came in by."),
        FlowKey("outputifindex", .interface, FieldLoad(.output), "The port that the packet went out by."),
        FlowKey("direction", .direction, FieldLoad(.direction), "Which of the two the sampling port is."),
        FlowKey("stack", .stack, FieldLoad(.stack), "The protocols of the packet, outermost first: `eth.ip.tcp`."),
        FlowKey("bytes", .u32, FieldLoad(.frameLength), "Bytes of the packet on the wire."),
        FlowKey("frames", .number(max: 1), FieldLoad(.one), "1 for each packet."),
        FlowKey("stripped", .u32, FieldLoad(.stripped), "Bytes of the packet that were not captured with its header."),
    ]

    /// Where the header of each protocol starts.
    private static let offsetKeys = LayerProtocol.allCases.filter { $0 != .none }.map { layer in
        FlowKey(
            "\(layer.name)_offset",
            .u16,
            FieldLoad(.place, layer),
            "Where the \(layer.name) header starts, in bytes from the start of the packet."
        )
    }
}
