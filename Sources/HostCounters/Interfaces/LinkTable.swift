import Agent
import CLinux
import NetTypes
import Netlink
import SystemFiles

/// All interfaces of the host with their addresses: a value that netlink messages change.
struct LinkTable: Equatable {
    /// In order of their index.
    private(set) var links: [Link] = []

    init() {}

    subscript(index: UInt32) -> Link? {
        let at = position(index)
        return at < links.count && links[at].interface.index == index ? links[at] : nil
    }

    /// Takes a message: an interface or an address that is new, changed or gone; passes over all others.
    /// Returns the interface whose link changed or is new, so that its settings can be read.
    mutating func apply(_ message: NetlinkMessage, _ bytes: RawSpan) -> UInt32? {
        switch Int(message.type) {
        case RTM_NEWLINK: return Link(bytes, message.body).flatMap { set($0) }
        case RTM_DELLINK: if let link = Link(bytes, message.body) { remove(link.interface.index) }
        case RTM_NEWADDR: setAddress(bytes, message.body, isGone: false)
        case RTM_DELADDR: setAddress(bytes, message.body, isGone: true)
        default: break
        }
        return nil
    }

    /// Sets what the driver says of an interface.
    mutating func setSettings(_ settings: LinkSettings, of index: UInt32) {
        let at = position(index)
        guard at < links.count, links[at].interface.index == index else { return }
        links[at].settings = settings
        links[at].interface.speed = settings.speed
    }

    /// A link's addresses and settings come by other ways, and stay.
    private mutating func set(_ link: Link) -> UInt32? {
        let index = link.interface.index, at = position(index)
        guard at < links.count, links[at].interface.index == index else {
            links.insert(link, at: at)
            return index
        }
        var link = link
        link.interface.addresses = links[at].interface.addresses
        link.interface.speed = links[at].interface.speed
        link.settings = links[at].settings
        guard link != links[at] else { return nil }
        links[at] = link
        return index
    }

    private mutating func remove(_ index: UInt32) {
        let at = position(index)
        if at < links.count, links[at].interface.index == index { links.remove(at: at) }
    }

    private mutating func setAddress(_ bytes: RawSpan, _ body: Range<Int>, isGone: Bool) {
        guard let (index, address) = InterfaceAddress.read(bytes, body) else { return }
        let at = position(index)
        guard at < links.count, links[at].interface.index == index else { return }
        var addresses = links[at].interface.addresses
        let known = addresses.firstIndex {
            $0.address == address.address && $0.prefixLength == address.prefixLength
        }
        if let known {
            if isGone { addresses.remove(at: known) } else { addresses[known] = address }
        } else if !isGone {
            addresses.append(address)
        }
        links[at].interface.addresses = addresses
    }

    /// Where `index` is, or would be.
    private func position(_ index: UInt32) -> Int {
        var low = 0, high = links.count
        while low < high {
            let middle = (low + high) / 2
            if links[middle].interface.index < index { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension InterfaceAddress {
    /// From the body of an RTM_NEWADDR: struct ifaddrmsg, then attributes. IFA_LOCAL is the interface's own address
    /// where IFA_ADDRESS is that of the other end.
    static func read(_ bytes: RawSpan, _ body: Range<Int>) -> (index: UInt32, address: InterfaceAddress)? {
        guard var rest = body.dropping(8) else { return nil }
        let start = body.lowerBound, family = bytes.byte(start)
        var local: IPAddress?, other: IPAddress?, flags = UInt32(bytes.byte(start + 2))
        while let attribute = NetlinkAttribute.next(in: bytes, &rest) {
            switch Int(attribute.type) {
            case IFA_LOCAL: local = attribute.address(bytes, family: family)
            case IFA_ADDRESS: other = attribute.address(bytes, family: family)
            case IFA_FLAGS: flags = attribute.u32(bytes) ?? flags
            default: break
            }
        }
        guard let address = local ?? other else { return nil }
        let prefixLength = bytes.byte(start + 1)
        return (bytes.native32(start + 4), InterfaceAddress(address, prefixLength: prefixLength, flags: flags))
    }
}

extension NetlinkAttribute {
    /// An address of `family` (2 IPv4, 10 IPv6), in network order.
    func address(_ bytes: RawSpan, family: UInt8) -> IPAddress? {
        switch (family, value.count) {
        case (2, 4): .v4(UInt32(bigEndian: bytes.native32(value.lowerBound)))
        case (10, 16):
            .v6(value.reduce(UInt128(0)) { $0 << 8 | UInt128(bytes.byte($1)) })
        default: nil
        }
    }
}
