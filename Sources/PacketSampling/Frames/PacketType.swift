/// How the kernel classes a packet at an interface (PACKET_* of packet(7)).
enum PacketType {
    /// To this interface's own address.
    static let host: UInt8 = 0
    static let broadcast: UInt8 = 1
    static let multicast: UInt8 = 2
    /// To some other host, seen in promiscuous mode or at the port of a bridge.
    static let otherHost: UInt8 = 3
    /// Sent by this interface.
    static let outgoing: UInt8 = 4
}

/// What kind of link a device is (ARPHRD_*).
enum HardwareType {
    static let ethernet: UInt16 = 1
    static let loopback: UInt16 = 772

    /// Devices whose frames are not network packets: CAN, netlink and Wi-Fi monitors.
    static let unsupported: Set<UInt16> = [280, 801, 802, 803, 824, 826]

    /// True where frames start with an Ethernet header.
    static func isEthernet(_ type: UInt16) -> Bool { type == ethernet || type == loopback }
}

/// The EtherTypes that sampling looks at.
enum EtherType {
    static let ipv4: UInt16 = 0x0800
    static let vlan: UInt16 = 0x8100
    static let ipv6: UInt16 = 0x86dd
    static let mpls: UInt16 = 0x8847
    static let serviceVLAN: UInt16 = 0x88a8
}
