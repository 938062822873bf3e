import CLinux
import Netlink
import SystemFiles

/// What an interface has counted since it exists (struct rtnl_link_stats64).
struct LinkStatistics: Equatable {
    var rxPackets: UInt64 = 0, txPackets: UInt64 = 0
    var rxBytes: UInt64 = 0, txBytes: UInt64 = 0
    var rxErrors: UInt64 = 0, txErrors: UInt64 = 0
    var rxDropped: UInt64 = 0, txDropped: UInt64 = 0
    /// Multicast packets received, where the driver counts them.
    var multicast: UInt64 = 0
    /// Packets that the hardware had no room for; not in `rxDropped`.
    var rxMissed: UInt64 = 0

    init() {}

    /// Nil where the attribute is shorter than the kernel ever made it.
    init?(_ bytes: RawSpan, _ range: Range<Int>) {
        guard range.count >= 128 else { return nil }
        func word(_ index: Int) -> UInt64 { bytes.native64(range.lowerBound + 8 * index) }
        (rxPackets, txPackets, rxBytes, txBytes) = (word(0), word(1), word(2), word(3))
        (rxErrors, txErrors, rxDropped, txDropped) = (word(4), word(5), word(6), word(7))
        (multicast, rxMissed) = (word(8), word(15))
    }

    /// From an RTM_NEWSTATS (struct if_stats_msg), or an RTM_NEWLINK (struct ifinfomsg), with the ifIndex.
    static func read(_ message: NetlinkMessage, _ bytes: RawSpan) -> (index: UInt32, LinkStatistics)? {
        let isLink = Int(message.type) == RTM_NEWLINK
        let wanted = isLink ? IFLA_STATS64 : IFLA_STATS_LINK_64
        guard isLink || Int(message.type) == RTM_NEWSTATS, var rest = message.body.dropping(isLink ? 16 : 12)
        else { return nil }
        while let attribute = NetlinkAttribute.next(in: bytes, &rest) {
            guard Int(attribute.type) == wanted else { continue }
            let index = bytes.native32(message.body.lowerBound + 4)
            return LinkStatistics(bytes, attribute.value).map { (index, $0) }
        }
        return nil
    }
}
