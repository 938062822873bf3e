import SFlow

extension FlowKey {
    /// What access points say of the frame on the air.
    static let wirelessKeys: [FlowKey] = [
        FlowKey(
            "wificipher",
            .u32,
            FieldLoad(Extended80211Payload.self, "cipher_suite"),
            "The cipher: OUI in 24 bits, suite in 8; 1027076 is CCMP."
        ),
        FlowKey(
            "wifirxbssid",
            .mac,
            FieldLoad(Extended80211Receive.self, "rx_BSSID"),
            "BSSID that the frame was received with."
        ),
        FlowKey(
            "wifirxversion",
            .u32,
            FieldLoad(Extended80211Receive.self, "rx_version"),
            "Amendment of 802.11 that it was received by: 1 a, 2 b, 3 g, 4 n."
        ),
        FlowKey(
            "wifirxchannel",
            .u32,
            FieldLoad(Extended80211Receive.self, "rx_channel"),
            "Channel that it was received on."
        ),
        FlowKey(
            "wifirxspeed",
            .u64,
            FieldLoad(Extended80211Receive.self, "rx_speed"),
            "Bits per second that it was received with."
        ),
        FlowKey(
            "wifirxtime",
            .u32,
            FieldLoad(Extended80211Receive.self, "rx_packet_uS"),
            "Microseconds that it took on the air; 0 is unknown."
        ),
        FlowKey(
            "wifitxbssid",
            .mac,
            FieldLoad(Extended80211Transmit.self, "tx_BSSID"),
            "BSSID that the frame was sent with."
        ),
        FlowKey(
            "wifitxversion",
            .u32,
            FieldLoad(Extended80211Transmit.self, "tx_version"),
            "Amendment of 802.11 that it was sent by: 1 a, 2 b, 3 g, 4 n."
        ),
        FlowKey(
            "wifitxchannel",
            .u32,
            FieldLoad(Extended80211Transmit.self, "tx_channel"),
            "Channel that it was sent on."
        ),
        FlowKey(
            "wifitxspeed",
            .u64,
            FieldLoad(Extended80211Transmit.self, "tx_speed"),
            "Bits per second that it was sent with."
        ),
        FlowKey(
            "wifitxtime",
            .u32,
            FieldLoad(Extended80211Transmit.self, "tx_packet_uS"),
            "Microseconds that it took on the air; 0 is unknown."
        ),
        FlowKey("wifirxrsni", .u32, FieldLoad(Extended80211Receive.self, "rx_rsni"), "Signal to noise indicator."),
        FlowKey("wifirxrcpi", .u32, FieldLoad(Extended80211Receive.self, "rx_rcpi"), "Channel power indicator."),
        FlowKey(
            "wifitxtransmissions",
            .u32,
            FieldLoad(Extended80211Transmit.self, "tx_transmissions"),
            "Times that the frame was sent; 0 is unknown."
        ),
        FlowKey(
            "wifitxretranstime",
            .u32,
            FieldLoad(Extended80211Transmit.self, "tx_retrans_uS"),
            "Microseconds that failed transmissions took on the air."
        ),
        FlowKey("wifitxpower", .u32, FieldLoad(Extended80211Transmit.self, "tx_power_mW"), "Transmit power in mW."),
        FlowKey(
            "wifirxssid",
            .text,
            FieldLoad(Extended80211Receive.self, "rx_SSID"),
            "SSID that the frame was received with."
        ),
        FlowKey(
            "wifitxssid",
            .text,
            FieldLoad(Extended80211Transmit.self, "tx_SSID"),
            "SSID that the frame was sent with."
        ),
    ]

    /// What InfiniBand switches say of its headers.
    static let infiniBandRecordKeys: [FlowKey] = [
        FlowKey(
            "iblrhsourcevl",
            .u32,
            FieldLoad(ExtendedInfiniBandLRH.self, "ib_src_vl"),
            "Virtual lane at the source."
        ),
        FlowKey(
            "iblrhsourcesl",
            .u32,
            FieldLoad(ExtendedInfiniBandLRH.self, "ib_src_sl"),
            "Service level at the source."
        ),
        FlowKey(
            "iblrhsourceslid",
            .u32,
            FieldLoad(ExtendedInfiniBandLRH.self, "ib_src_slid"),
            "Source local identifier at the source."
        ),
        FlowKey(
            "iblrhsourcedlid",
            .u32,
            FieldLoad(ExtendedInfiniBandLRH.self, "ib_src_dlid"),
            "Destination local identifier at the source."
        ),
        FlowKey(
            "iblrhsourcenexthdr",
            .u32,
            FieldLoad(ExtendedInfiniBandLRH.self, "ib_src_lnh"),
            "Link next header at the source."
        ),
        FlowKey(
            "iblrhdestinationvl",
            .u32,
            FieldLoad(ExtendedInfiniBandLRH.self, "ib_dst_vl"),
            "Virtual lane at the destination."
        ),
        FlowKey(
            "iblrhdestinationsl",
            .u32,
            FieldLoad(ExtendedInfiniBandLRH.self, "ib_dst_sl"),
            "Service level at the destination."
        ),
        FlowKey(
            "iblrhdestinationslid",
            .u32,
            FieldLoad(ExtendedInfiniBandLRH.self, "ib_dst_slid"),
            "Source local identifier at the destination."
        ),
        FlowKey(
            "iblrhdestinationdlid",
            .u32,
            FieldLoad(ExtendedInfiniBandLRH.self, "ib_dst_dlid"),
            "Destination local identifier at the destination."
        ),
        FlowKey(
            "iblrhdestinationnexthdr",
            .u32,
            FieldLoad(ExtendedInfiniBandLRH.self, "ib_dst_lnh"),
            "Link next header at the destination."
        ),
        FlowKey("ibgidsource", .ipv6, FieldLoad(ExtendedInfiniBandGRH.self, "ib_src_gid"), "Source GID."),
        FlowKey("ibgiddestination", .ipv6, FieldLoad(ExtendedInfiniBandGRH.self, "ib_dst_gid"), "Destination GID."),
        FlowKey(
            "ibflowlabel",
            .u32,
            FieldLoad(ExtendedInfiniBandGRH.self, "ib_flow_label"),
            "Flow label of the global route header."
        ),
        FlowKey(
            "ibtrafficclass",
            .u32,
            FieldLoad(ExtendedInfiniBandGRH.self, "ib_tc"),
            "Traffic class of that header."
        ),
        FlowKey(
            "ibnexthdr",
            .u32,
            FieldLoad(ExtendedInfiniBandGRH.self, "ib_next_header"),
            "Next header of that header."
        ),
        FlowKey(
            "ibbytes",
            .u32,
            FieldLoad(ExtendedInfiniBandGRH.self, "ib_length"),
            "Payload length of that header."
        ),
        FlowKey(
            "ibpkey",
            .u32,
            FieldLoad(ExtendedInfiniBandBTH.self, "ib_pkey"),
            "Partition key of the base transport header."
        ),
        FlowKey(
            "ibdestqp",
            .u32,
            FieldLoad(ExtendedInfiniBandBTH.self, "ib_dst_qp"),
            "Destination queue pair of that header."
        ),
        FlowKey(
            "ibopcode",
            .u32,
            FieldLoad(ExtendedInfiniBandBTH.self, "ib_opcode"),
            "Type of the packet by that header."
        ),
    ]
}
