import Agent
import CLinux
import NetTypes
import Netlink
import SystemFiles

/// An interface with what only its counters need.
struct Link: Hashable {
    var interface: NetworkInterface
    /// IF_OPER_* (RFC 2863): 0 unknown, 6 up.
    var operationalState: UInt8 = 0
    /// How many have asked for all packets: users, packet sockets, bridges.
    var promiscuity: UInt32 = 0
    /// The address that the hardware was made with, where the kernel says it.
    var permanentAddress: MACAddress?
    var settings = LinkSettings()

    init(_ interface: NetworkInterface) { self.interface = interface }

    /// From the body of an RTM_NEWLINK: struct ifinfomsg, then attributes. Nil for what speaks of a bridge port or
    /// tells no more than an event of a wireless card, which have no name.
    init?(_ bytes: RawSpan, _ body: Range<Int>) {
        guard var rest = body.dropping(16), bytes.byte(body.lowerBound) == 0 else { return nil }
        let index = bytes.native32(body.lowerBound + 4)
        interface = NetworkInterface(index: index, name: "")
        interface.hardwareType = bytes.native16(body.lowerBound + 2)
        interface.flags = bytes.native32(body.lowerBound + 8)
        while let attribute = NetlinkAttribute.next(in: bytes, &rest) { take(attribute, bytes) }
        guard index != 0, !interface.name.isEmpty else { return nil }
    }

    private mutating func take(_ attribute: NetlinkAttribute, _ bytes: RawSpan) {
        switch Int(attribute.type) {
        case IFLA_IFNAME: interface.name = attribute.text(bytes)
        case IFLA_IFALIAS: interface.alias = attribute.text(bytes)
        case IFLA_ADDRESS: interface.mac = attribute.mac(bytes)
        case IFLA_PERM_ADDRESS: permanentAddress = attribute.mac(bytes)
        case IFLA_MASTER: interface.masterIndex = attribute.u32(bytes) ?? 0
        case IFLA_LINK: interface.linkIndex = attribute.u32(bytes) ?? 0
        case IFLA_LINK_NETNSID: interface.linkIsElsewhere = true
        case IFLA_OPERSTATE: operationalState = attribute.u8(bytes) ?? 0
        case IFLA_PROMISCUITY: promiscuity = attribute.u32(bytes) ?? 0
        case IFLA_LINKINFO: takeKind(attribute.value, bytes)
        default: break
        }
    }

    private mutating func takeKind(_ nested: Range<Int>, _ bytes: RawSpan) {
        var rest = nested
        while let attribute = NetlinkAttribute.next(in: bytes, &rest) {
            if Int(attribute.type) == IFLA_INFO_KIND { interface.kind = attribute.text(bytes) }
        }
    }
}

extension NetlinkAttribute {
    /// Six bytes that are not all zero.
    func mac(_ bytes: RawSpan) -> MACAddress? {
        guard value.count == 6 else { return nil }
        let bits = value.reduce(UInt64(0)) { $0 << 8 | UInt64(bytes.byte($1)) }
        return bits == 0 ? nil : MACAddress(bits)
    }
}
