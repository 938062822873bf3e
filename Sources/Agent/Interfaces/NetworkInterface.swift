import NetTypes

/// A network interface as the kernel describes it (rtnetlink), as far as the agent decides by it.
package struct NetworkInterface: Hashable, Sendable {
    package var index: UInt32
    package var name: String
    /// `ip link set … alias`; empty: none.
    package var alias: String = ""
    package var mac: MACAddress?
    /// ARPHRD_*: 1 Ethernet, 772 loopback, 65534 none (tun).
    package var hardwareType: UInt16 = 1
    /// IFLA_INFO_KIND: `veth`, `bridge`, `bond`, `vlan`, `vxlan`, `tun`…; empty for hardware and loopback.
    package var kind: String = ""
    /// IFF_*: 1 up, 8 loopback, 0x40 running, 0x100 promiscuous.
    package var flags: UInt32 = 0
    /// Bits per second; 0 unknown.
    package var speed: UInt64 = 0
    /// The bridge or bond that it belongs to; 0 none.
    package var masterIndex: UInt32 = 0
    /// IFLA_LINK: the lower device of a VLAN, the peer of a veth where it is in this namespace; 0 none.
    package var linkIndex: UInt32 = 0
    /// IFLA_LINK_NETNSID is present: `linkIndex` counts in another network namespace.
    package var linkIsElsewhere = false
    package var addresses: [InterfaceAddress] = []

    package init(index: UInt32, name: String) {
        self.index = index
        self.name = name
    }

    /// Administratively up.
    package var isUp: Bool { flags & 0x1 != 0 }
    /// Has carrier, or needs none.
    package var isRunning: Bool { flags & 0x40 != 0 }
    package var isLoopback: Bool { flags & 0x8 != 0 }
}

/// An address of an interface.
package struct InterfaceAddress: Hashable, Sendable {
    package var address: IPAddress
    package var prefixLength: UInt8
    /// IFA_FLAGS: 1 secondary or temporary, 0x20 deprecated, 0x40 tentative, 0x80 permanent.
    package var flags: UInt32

    package init(_ address: IPAddress, prefixLength: UInt8, flags: UInt32 = 0) {
        self.address = address
        self.prefixLength = prefixLength
        self.flags = flags
    }
}
