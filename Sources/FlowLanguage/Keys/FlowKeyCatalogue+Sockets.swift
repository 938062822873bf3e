import SFlow

extension FlowKey {
    /// What hosts say of the packet's connection, and of the workloads that it is between.
    static let socketKeys: [FlowKey] = [
        FlowKey(
            "tcprtt",
            .u32,
            FieldLoad(ExtendedTCPInfo.self, "tcpinfo_rtt_uS"),
            "Smoothed round trip time of the connection in microseconds."
        ),
        FlowKey(
            "tcprttsdev",
            .u32,
            FieldLoad(ExtendedTCPInfo.self, "tcpinfo_rtt_uS_var"),
            "Mean deviation of the round trip time in microseconds."
        ),
        FlowKey(
            "tcprttmin",
            .u32,
            FieldLoad(ExtendedTCPInfo.self, "tcpinfo_rtt_uS_min"),
            "Least round trip time that was seen, in microseconds."
        ),
        FlowKey("tcpunacked", .u32, FieldLoad(ExtendedTCPInfo.self, "tcpinfo_unacked_pkts"), "Segments in flight."),
        FlowKey(
            "tcplost",
            .u32,
            FieldLoad(ExtendedTCPInfo.self, "tcpinfo_lost_pkts"),
            "Segments that are held for lost."
        ),
        FlowKey(
            "tcpretrans",
            .u32,
            FieldLoad(ExtendedTCPInfo.self, "tcpinfo_retrans_pkts"),
            "Segments that were sent again."
        ),
        FlowKey(
            "tcpcwnd",
            .u32,
            FieldLoad(ExtendedTCPInfo.self, "tcpinfo_send_congestion_win"),
            "Congestion window in segments."
        ),
        FlowKey(
            "tcpreorder",
            .u32,
            FieldLoad(ExtendedTCPInfo.self, "tcpinfo_reordering"),
            "By how many segments the path reorders."
        ),
        FlowKey("tcppmtu", .u32, FieldLoad(ExtendedTCPInfo.self, "tcpinfo_path_mtu"), "MTU of the path in bytes."),
        FlowKey(
            "tcpsndmss",
            .u32,
            FieldLoad(ExtendedTCPInfo.self, "tcpinfo_send_mss"),
            "Bytes of the largest segment that is sent."
        ),
        FlowKey(
            "tcprcvmss",
            .u32,
            FieldLoad(ExtendedTCPInfo.self, "tcpinfo_receive_mss"),
            "Bytes of the largest segment that is received."
        ),
        FlowKey(
            "tcppacketdirection",
            .word(.packetDirection),
            FieldLoad(ExtendedTCPInfo.self, "tcpinfo_direction"),
            "Which way the packet went, as the host says."
        ),
        FlowKey(
            "tcprttwait",
            .u32,
            FieldLoad(.tcpWait),
            "By how many microseconds `tcprtt` is above `tcprttmin`: the time spent in queues."
        ),
        FlowKey(
            "socketprotocol",
            .u32,
            FieldLoad(ExtendedSocketIPv4.self, "socket4_ip_protocol").or(
                ExtendedSocketIPv6.self,
                "socket6_ip_protocol"
            ),
            "Protocol number of the socket that a host or an application says that it is of."
        ),
        FlowKey(
            "socketiplocal",
            .ipv4,
            FieldLoad(ExtendedSocketIPv4.self, "socket4_local_ip"),
            "Its local IPv4 address."
        ),
        FlowKey(
            "socketipremote",
            .ipv4,
            FieldLoad(ExtendedSocketIPv4.self, "socket4_remote_ip"),
            "Its remote IPv4 address."
        ),
        FlowKey(
            "socketip6local",
            .ipv6,
            FieldLoad(ExtendedSocketIPv6.self, "socket6_local_ip"),
            "Its local IPv6 address."
        ),
        FlowKey(
            "socketip6remote",
            .ipv6,
            FieldLoad(ExtendedSocketIPv6.self, "socket6_remote_ip"),
            "Its remote IPv6 address."
        ),
        FlowKey(
            "socketportlocal",
            .u32,
            FieldLoad(ExtendedSocketIPv4.self, "socket4_local_port").or(ExtendedSocketIPv6.self, "socket6_local_port"),
            "Its local port."
        ),
        FlowKey(
            "socketportremote",
            .u32,
            FieldLoad(ExtendedSocketIPv4.self, "socket4_remote_port").or(
                ExtendedSocketIPv6.self,
                "socket6_remote_port"
            ),
            "Its remote port."
        ),
        FlowKey(
            "proxysocketprotocol",
            .u32,
            FieldLoad(ExtendedProxySocketIPv4.self, "socket4_ip_protocol").or(
                ExtendedProxySocketIPv6.self,
                "socket6_ip_protocol"
            ),
            "Protocol number of the other socket of a proxy."
        ),
        FlowKey(
            "proxysocketiplocal",
            .ipv4,
            FieldLoad(ExtendedProxySocketIPv4.self, "socket4_local_ip"),
            "Its local IPv4 address."
        ),
        FlowKey(
            "proxysocketipremote",
            .ipv4,
            FieldLoad(ExtendedProxySocketIPv4.self, "socket4_remote_ip"),
            "Its remote IPv4 address."
        ),
        FlowKey(
            "proxysocketip6local",
            .ipv6,
            FieldLoad(ExtendedProxySocketIPv6.self, "socket6_local_ip"),
            "Its local IPv6 address."
        ),
        FlowKey(
            "proxysocketip6remote",
            .ipv6,
            FieldLoad(ExtendedProxySocketIPv6.self, "socket6_remote_ip"),
            "Its remote IPv6 address."
        ),
        FlowKey(
            "proxysocketportlocal",
            .u32,
            FieldLoad(ExtendedProxySocketIPv4.self, "socket4_local_port").or(
                ExtendedProxySocketIPv6.self,
                "socket6_local_port"
            ),
            "Its local port."
        ),
        FlowKey(
            "proxysocketportremote",
            .u32,
            FieldLoad(ExtendedProxySocketIPv4.self, "socket4_remote_port").or(
                ExtendedProxySocketIPv6.self,
                "socket6_remote_port"
            ),
            "Its remote port."
        ),
        FlowKey(
            "entitysource",
            .u32,
            FieldLoad(ExtendedEntities.self, "entities_src_index", as: .entity),
            "The number n of the workload that sends the packet: the agent's data source `3.n`."
        ),
        FlowKey(
            "entitydestination",
            .u32,
            FieldLoad(ExtendedEntities.self, "entities_dst_index", as: .entity),
            "The same of the workload that receives it."
        ),
    ]
}
