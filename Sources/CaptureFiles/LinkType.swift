/// What the packets of a capture start with. Numbers of the tcpdump group.
package enum LinkType: UInt32, Sendable {
    /// A loopback header of four bytes, in the byte order of the host that captured.
    case null = 0
    case ethernet = 1
    /// An IPv4 or IPv6 header.
    case raw = 101
    /// Linux cooked capture: 16 bytes, the EtherType in the last two.
    case linuxCooked = 113
    case ipv4 = 228
    case ipv6 = 229
    /// Linux cooked capture version 2: 20 bytes, the EtherType in the first two.
    case linuxCooked2 = 276

    /// The link type of a file's header; its upper bits say other things.
    init?(header: UInt32) {
        switch header & 0xffff {
        case 12, 14: self = .raw
        case let number: self.init(rawValue: number)
        }
    }
}
