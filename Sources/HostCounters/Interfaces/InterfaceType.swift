import Agent

/// ifType numbers of IANA's registry (IANAifType-MIB), as far as Linux has such interfaces.
enum InterfaceType: UInt32 {
    case other = 1
    case ethernet = 6
    case ppp = 23
    case softwareLoopback = 24
    case slip = 28
    case propVirtual = 53
    case ieee80211 = 71
    case tunnel = 131
    case l2vlan = 135
    case ieee8023adLag = 161
    case infiniband = 199
    case bridge = 209
}

extension InterfaceType {
    /// By the kind of a software interface, else by its hardware type (ARPHRD_*). What is Ethernet in software only
    /// (veth, tap, dummy, macvlan…) is `propVirtual`, so that `ethernet` is what has hardware of its own, or a
    /// hypervisor's.
    init(_ interface: NetworkInterface, isWireless: Bool) {
        self =
            if isWireless {
                .ieee80211
            } else {
                Self.kinds[interface.kind] ?? Self.ofHardware(interface)
            }
    }

    private static let kinds: [String: InterfaceType] = [
        "bridge": .bridge, "bond": .ieee8023adLag, "team": .ieee8023adLag, "vlan": .l2vlan, "vxlan": .tunnel,
        "geneve": .tunnel, "gretap": .tunnel, "ip6gretap": .tunnel, "erspan": .tunnel, "ip6erspan": .tunnel,
        "wireguard": .tunnel, "bareudp": .tunnel, "gtp": .tunnel, "xfrm": .tunnel, "vti": .tunnel, "vti6": .tunnel,
        "l2tpeth": .tunnel, "wwan": .ppp,
    ]

    private static func ofHardware(_ interface: NetworkInterface) -> InterfaceType {
        switch interface.hardwareType {
        case 1: interface.kind.isEmpty || interface.kind == "dsa" ? .ethernet : .propVirtual
        case 32: .infiniband
        case 256...259: .slip
        case 512: .ppp
        case 768, 769, 776, 778, 823: .tunnel
        case 772: .softwareLoopback
        case 801...803: .ieee80211
        case 65534: interface.kind.isEmpty ? .other : interface.kind == "tun" ? .tunnel : .propVirtual
        default: .other
        }
    }
}
