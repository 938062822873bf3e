import SFlow

extension FlowKey {
    /// Headers that the device puts on, or takes off.
    static let tunnelRecordKeys: [FlowKey] = [
        FlowKey(
            "inputmacsource",
            .mac,
            FieldLoad(ExtendedL2TunnelIngress.self, "ethernet_src"),
            "Source MAC address of the tunnel's header at the input."
        ),
        FlowKey(
            "inputmacdestination",
            .mac,
            FieldLoad(ExtendedL2TunnelIngress.self, "ethernet_dst"),
            "Destination MAC address of that header."
        ),
        FlowKey(
            "inputipsource",
            .ipv4,
            FieldLoad(ExtendedIPv4TunnelIngress.self, "srcIP"),
            "IPv4 source address of the tunnel's header at the input."
        ),
        FlowKey(
            "inputipdestination",
            .ipv4,
            FieldLoad(ExtendedIPv4TunnelIngress.self, "dstIP"),
            "IPv4 destination address of that header."
        ),
        FlowKey(
            "inputip6source",
            .ipv6,
            FieldLoad(ExtendedIPv6TunnelIngress.self, "srcIP6"),
            "IPv6 source address of the tunnel's header at the input."
        ),
        FlowKey(
            "inputip6destination",
            .ipv6,
            FieldLoad(ExtendedIPv6TunnelIngress.self, "dstIP6"),
            "IPv6 destination address of that header."
        ),
        FlowKey(
            "inputipprotocol",
            .u32,
            FieldLoad(ExtendedIPv4TunnelIngress.self, "IPProtocol").or(ExtendedIPv6TunnelIngress.self, "IPProtocol"),
            "Protocol number of that header."
        ),
        FlowKey(
            "inputsourceport",
            .u32,
            FieldLoad(ExtendedIPv4TunnelIngress.self, "srcPort").or(ExtendedIPv6TunnelIngress.self, "srcPort"),
            "Source port of that header."
        ),
        FlowKey(
            "inputdestinationport",
            .u32,
            FieldLoad(ExtendedIPv4TunnelIngress.self, "dstPort").or(ExtendedIPv6TunnelIngress.self, "dstPort"),
            "Destination port of that header."
        ),
        FlowKey(
            "inputvni",
            .u32,
            FieldLoad(ExtendedVNIIngress.self, "in_VNI"),
            "The virtual network of the tunnel at the input."
        ),
        FlowKey(
            "inputdecapoffset",
            .u32,
            FieldLoad(ExtendedDecapsulateIngress.self, "in_decap_inner_header_offset"),
            "Bytes of the header that the tunnel at the input takes off."
        ),
        FlowKey(
            "outputmacsource",
            .mac,
            FieldLoad(ExtendedL2TunnelEgress.self, "ethernet_src"),
            "Source MAC address of the tunnel's header at the output."
        ),
        FlowKey(
            "outputmacdestination",
            .mac,
            FieldLoad(ExtendedL2TunnelEgress.self, "ethernet_dst"),
            "Destination MAC address of that header."
        ),
        FlowKey(
            "outputipsource",
            .ipv4,
            FieldLoad(ExtendedIPv4TunnelEgress.self, "srcIP"),
            "IPv4 source address of the tunnel's header at the output."
        ),
        FlowKey(
            "outputipdestination",
            .ipv4,
            FieldLoad(ExtendedIPv4TunnelEgress.self, "dstIP"),
            "IPv4 destination address of that header."
        ),
        FlowKey(
            "outputip6source",
            .ipv6,
            FieldLoad(ExtendedIPv6TunnelEgress.self, "srcIP6"),
            "IPv6 source address of the tunnel's header at the output."
        ),
        FlowKey(
            "outputip6destination",
            .ipv6,
            FieldLoad(ExtendedIPv6TunnelEgress.self, "dstIP6"),
            "IPv6 destination address of that header."
        ),
        FlowKey(
            "outputipprotocol",
            .u32,
            FieldLoad(ExtendedIPv4TunnelEgress.self, "IPProtocol").or(ExtendedIPv6TunnelEgress.self, "IPProtocol"),
            "Protocol number of that header."
        ),
        FlowKey(
            "outputsourceport",
            .u32,
            FieldLoad(ExtendedIPv4TunnelEgress.self, "srcPort").or(ExtendedIPv6TunnelEgress.self, "srcPort"),
            "Source port of that header."
        ),
        FlowKey(
            "outputdestinationport",
            .u32,
            FieldLoad(ExtendedIPv4TunnelEgress.self, "dstPort").or(ExtendedIPv6TunnelEgress.self, "dstPort"),
            "Destination port of that header."
        ),
        FlowKey(
            "outputvni",
            .u32,
            FieldLoad(ExtendedVNIEgress.self, "out_VNI"),
            "The virtual network of the tunnel at the output."
        ),
        FlowKey(
            "outputdecapoffset",
            .u32,
            FieldLoad(ExtendedDecapsulateEgress.self, "out_decap_inner_header_offset"),
            "Bytes of the header that the tunnel at the output takes off."
        ),
    ]
}
