/// What the packets of a capture start with: a LINKTYPE_ number of the tcpdump group
/// (https://www.tcpdump.org/linktypes.html). Any number is one, also where nothing here can look into its packets.
package struct LinkType: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A loopback header of four bytes, in the byte order of the host that captured.
    package static let null = LinkType(rawValue: 0)
    package static let ethernet = LinkType(rawValue: 1)
    /// Token Ring.
    package static let ieee802_5 = LinkType(rawValue: 6)
    package static let ppp = LinkType(rawValue: 9)
    package static let fddi = LinkType(rawValue: 10)
    /// An IPv4 or IPv6 header.
    package static let raw = LinkType(rawValue: 101)
    package static let ieee802_11 = LinkType(rawValue: 105)
    package static let frameRelay = LinkType(rawValue: 107)
    /// OpenBSD's loopback header: four bytes in network order.
    package static let loop = LinkType(rawValue: 108)
    /// Linux cooked capture: 16 bytes, the EtherType in the last two.
    package static let linuxCooked = LinkType(rawValue: 113)
    package static let ipv4 = LinkType(rawValue: 228)
    package static let ipv6 = LinkType(rawValue: 229)
    package static let infiniBand = LinkType(rawValue: 247)
    /// Linux cooked capture version 2: 20 bytes, the EtherType in the first two.
    package static let linuxCooked2 = LinkType(rawValue: 276)

    /// The number in a file, where systems have written numbers of their own for raw IP.
    init(inFile number: UInt16) { self = number == 12 || number == 14 ? .raw : LinkType(rawValue: number) }
}

extension LinkType: CustomStringConvertible {
    package var description: String { "link type \(rawValue)" }
}
