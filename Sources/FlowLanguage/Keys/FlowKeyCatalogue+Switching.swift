import SFlow

extension FlowKey {
    /// What switches say of the packet's way through them.
    static let switchKeys: [FlowKey] = [
        FlowKey(
            "vlansource",
            .u32,
            FieldLoad(ExtendedSwitch.self, "in_vlan"),
            "The VLAN that the packet came in on, as the switch says."
        ),
        FlowKey(
            "vlandestination",
            .u32,
            FieldLoad(ExtendedSwitch.self, "out_vlan"),
            "The VLAN that the packet went out on."
        ),
        FlowKey(
            "prioritysource",
            .u32,
            FieldLoad(ExtendedSwitch.self, "in_priority"),
            "The 802.1p priority that the packet came in with."
        ),
        FlowKey(
            "prioritydestination",
            .u32,
            FieldLoad(ExtendedSwitch.self, "out_priority"),
            "The 802.1p priority that the packet went out with."
        ),
        FlowKey(
            "vlaninput",
            .number(max: 4095),
            FieldLoad(ExtendedVLANIn.self, "vlan_input_stack", as: .listFirst).bits(low: 0, count: 12),
            "The VLAN of the outermost tag that the packet came in with."
        ),
        FlowKey(
            "vlanoutput",
            .number(max: 4095),
            FieldLoad(ExtendedVLANOut.self, "vlan_output_stack", as: .listFirst).bits(low: 0, count: 12),
            "The VLAN of the outermost tag that the packet went out with."
        ),
        FlowKey(
            "vlantunnel",
            .number(max: 4095),
            FieldLoad(ExtendedVLANTunnel.self, "vlan_tunnel", as: .listFirst).bits(low: 0, count: 12),
            "The VLAN of the outermost of the tags that the switch took off."
        ),
        FlowKey(
            "queueindex",
            .u32,
            FieldLoad(ExtendedEgressQueue.self, "egress_queue_id"),
            "The queue of the port that the packet went out by."
        ),
        FlowKey(
            "queuedepth",
            .u32,
            FieldLoad(ExtendedQueue.self, "queue_depth_bytes"),
            "Bytes in the queue when the packet came to it."
        ),
        FlowKey(
            "transitdelay",
            .u32,
            FieldLoad(ExtendedTransit.self, "transit_delay_nS"),
            "Nanoseconds that the packet took through the switch; 4294967295 is that or more."
        ),
        FlowKey(
            "timestamp",
            .u64,
            FieldLoad(ExtendedTimestamp.self, "timestamp_nS"),
            "When the packet was seen, in nanoseconds since 1970."
        ),
        FlowKey(
            "aclnumber",
            .u32,
            FieldLoad(ExtendedACL.self, "acl_number"),
            "The number of the access list that the packet met."
        ),
        FlowKey(
            "acldirection",
            .word(.accessListDirection),
            FieldLoad(ExtendedACL.self, "acl_direction"),
            "Where the access list was met."
        ),
        FlowKey(
            "aclname",
            .text,
            FieldLoad(ExtendedACL.self, "acl_name"),
            "The name of the access list that the packet met."
        ),
    ]

    /// Why packets are discarded.
    static let discardKeys: [FlowKey] = [
        FlowKey(
            "reason",
            .word(.dropReason),
            FieldLoad(.reason),
            "Why the packet was discarded, by the names of the drop reasons."
        ),
        FlowKey(
            "function",
            .text,
            FieldLoad(ExtendedFunction.self, "symbol"),
            "The function of the kernel that discarded the packet."
        ),
        FlowKey(
            "linuxreason",
            .text,
            FieldLoad(ExtendedLinuxDropReason.self, "linux_drop_reason"),
            "Linux' own name of why the packet was discarded."
        ),
        FlowKey(
            "hwtrap",
            .text,
            FieldLoad(ExtendedHardwareTrap.self, "hw_trap_name"),
            "The hardware trap that took the packet."
        ),
        FlowKey("hwtrapgroup", .text, FieldLoad(ExtendedHardwareTrap.self, "hw_trap_group"), "The group of that trap."),
    ]
}
