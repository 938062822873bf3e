import SFlow

extension FlowKey {
    /// What routers say of the packet's route.
    static let routingKeys: [FlowKey] = [
        FlowKey(
            "ipnexthoprouter",
            .ipv4,
            FieldLoad(ExtendedRouter.self, "nextHop", width: 4),
            "IPv4 address of the next router."
        ),
        FlowKey(
            "ip6nexthoprouter",
            .ipv6,
            FieldLoad(ExtendedRouter.self, "nextHop", width: 16),
            "IPv6 address of the next router."
        ),
        FlowKey(
            "ipsourcemaskbits",
            .u32,
            FieldLoad(ExtendedRouter.self, "srcSubnetMask"),
            "Length of the route's prefix that has the source address."
        ),
        FlowKey(
            "ipdestinationmaskbits",
            .u32,
            FieldLoad(ExtendedRouter.self, "dstSubnetMask"),
            "Length of the route's prefix that has the destination address."
        ),
        FlowKey(
            "bgpnexthop",
            .ipv4,
            FieldLoad(ExtendedGateway.self, "bgp_nexthop", width: 4),
            "IPv4 address of the border router towards the destination."
        ),
        FlowKey(
            "bgpnexthop6",
            .ipv6,
            FieldLoad(ExtendedGateway.self, "bgp_nexthop", width: 16),
            "IPv6 address of that router."
        ),
        FlowKey("bgpas", .u32, FieldLoad(ExtendedGateway.self, "my_as"), "The router's own autonomous system."),
        FlowKey(
            "bgpsourceas",
            .u32,
            FieldLoad(ExtendedGateway.self, "src_as"),
            "The source's autonomous system; 0 is unknown."
        ),
        FlowKey(
            "bgpsourcepeeras",
            .u32,
            FieldLoad(ExtendedGateway.self, "src_peer_as"),
            "The peer that the packet came from; 0 is unknown."
        ),
        FlowKey(
            "bgpdestinationas",
            .u32,
            FieldLoad(ExtendedGateway.self, "dst_as_path", as: .asPathLast),
            "The destination's autonomous system: the last of the path."
        ),
        FlowKey(
            "bgpdestinationpeeras",
            .u32,
            FieldLoad(ExtendedGateway.self, "dst_as_path", as: .asPathFirst),
            "The peer that the packet goes to: the first of the path."
        ),
        FlowKey(
            "bgplocalpref",
            .u32,
            FieldLoad(ExtendedGateway.self, "BGP_localpref"),
            "Local preference of the route."
        ),
        FlowKey(
            "natipsource",
            .ipv4,
            FieldLoad(ExtendedNAT.self, "nat_src", width: 4),
            "IPv4 source address after translation."
        ),
        FlowKey(
            "natipdestination",
            .ipv4,
            FieldLoad(ExtendedNAT.self, "nat_dst", width: 4),
            "IPv4 destination address after translation."
        ),
        FlowKey(
            "natip6source",
            .ipv6,
            FieldLoad(ExtendedNAT.self, "nat_src", width: 16),
            "IPv6 source address after translation."
        ),
        FlowKey(
            "natip6destination",
            .ipv6,
            FieldLoad(ExtendedNAT.self, "nat_dst", width: 16),
            "IPv6 destination address after translation."
        ),
        FlowKey(
            "natsourceport",
            .u32,
            FieldLoad(ExtendedNATPort.self, "nat_src_port"),
            "Source port after translation."
        ),
        FlowKey(
            "natdestinationport",
            .u32,
            FieldLoad(ExtendedNATPort.self, "nat_dst_port"),
            "Destination port after translation."
        ),
        FlowKey(
            "bgpdestinationaspath",
            .text,
            FieldLoad(ExtendedGateway.self, "dst_as_path", as: .asPathText),
            "The path of autonomous systems to the destination: `1-2-3`; sets stand in braces."
        ),
        FlowKey(
            "bgpcommunities",
            .text,
            FieldLoad(ExtendedGateway.self, "BGP_communities", as: .communitiesText),
            "Communities of the route, with spaces between them: `65000:666`."
        ),
    ]

    /// What they say of its label switched path.
    static let mplsKeys: [FlowKey] = [
        FlowKey(
            "mplsnexthop",
            .ipv4,
            FieldLoad(ExtendedMPLS.self, "mpls_nexthop", width: 4),
            "IPv4 address of the next hop of the label switched path."
        ),
        FlowKey(
            "mplsnexthop6",
            .ipv6,
            FieldLoad(ExtendedMPLS.self, "mpls_nexthop", width: 16),
            "IPv6 address of that hop."
        ),
        FlowKey(
            "mplsinputlabel",
            .number(max: 0xfffff),
            FieldLoad(ExtendedMPLS.self, "mpls_input_stack", as: .listFirst).bits(low: 12, count: 20),
            "The outermost label that the packet came in with."
        ),
        FlowKey(
            "mplsoutputlabel",
            .number(max: 0xfffff),
            FieldLoad(ExtendedMPLS.self, "mpls_output_stack", as: .listFirst).bits(low: 12, count: 20),
            "The outermost label that the packet went out with."
        ),
        FlowKey(
            "mplstunnelid",
            .u32,
            FieldLoad(ExtendedMPLSTunnel.self, "mpls_tunnel_id"),
            "Number of the MPLS tunnel."
        ),
        FlowKey(
            "mplstunnelcos",
            .u32,
            FieldLoad(ExtendedMPLSTunnel.self, "mpls_tunnel_cos"),
            "Class of service of the MPLS tunnel."
        ),
        FlowKey("mplsvcid", .u32, FieldLoad(ExtendedMPLSVC.self, "mpls_vll_vc_id"), "Number of the virtual circuit."),
        FlowKey(
            "mplsvccos",
            .u32,
            FieldLoad(ExtendedMPLSVC.self, "mpls_vc_cos"),
            "Class of service of the virtual circuit's label."
        ),
        FlowKey(
            "mplsftnmask",
            .u32,
            FieldLoad(ExtendedMPLSFTN.self, "mpls_ftn_mask"),
            "Bits that say which fields put a packet into its forwarding class."
        ),
        FlowKey(
            "mplsfecbits",
            .u32,
            FieldLoad(ExtendedMPLSLDPFEC.self, "mpls_fec_addr_prefix_len"),
            "Length of the prefix of the forwarding class."
        ),
        FlowKey(
            "mplstunnelname",
            .text,
            FieldLoad(ExtendedMPLSTunnel.self, "mpls_tunnel_lsp_name"),
            "Name of the MPLS tunnel."
        ),
        FlowKey("mplsvcname", .text, FieldLoad(ExtendedMPLSVC.self, "mpls_vc_name"), "Name of the virtual circuit."),
        FlowKey(
            "mplsftndescr",
            .text,
            FieldLoad(ExtendedMPLSFTN.self, "mpls_ftn_descr"),
            "Description of the forwarding class."
        ),
    ]
}
