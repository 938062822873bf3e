import Agent
import CLinux
import NetTypes
import Netlink
import SFlow
import TestKit
import Testing

@testable import HostCounters

@Suite struct InterfaceCountersTests {
    private func statistics(_ words: [UInt64], type: Int = RTM_NEWSTATS) -> (index: UInt32, LinkStatistics)? {
        let value = words.flatMap { little($0) }
        let body = type == RTM_NEWLINK ? linkBody(5) : little(UInt32(0)) + little(UInt32(5)) + little(UInt32(1))
        let attributes = [attribute(7, [0]), attribute(type == RTM_NEWLINK ? IFLA_STATS64 : IFLA_STATS_LINK_64, value)]
        let bytes = NetlinkBuilder().message(type, body: body, attributes: attributes).bytes
        var offset = 0
        guard let message = try? NetlinkMessage.next(in: bytes.span.bytes, at: &offset) else { return nil }
        return LinkStatistics.read(message, bytes.span.bytes)
    }

    @Test(arguments: [RTM_NEWSTATS, RTM_NEWLINK])
    func readsBothMessages(type: Int) throws {
        let (index, counters) = try #require(statistics((1...25).map { UInt64($0) << 32 }, type: type))
        #expect(index == 5)
        #expect((counters.rxPackets, counters.txPackets) == (1 << 32, 2 << 32))
        #expect((counters.rxBytes, counters.txBytes) == (3 << 32, 4 << 32))
        #expect((counters.rxErrors, counters.txErrors) == (5 << 32, 6 << 32))
        #expect((counters.rxDropped, counters.txDropped) == (7 << 32, 8 << 32))
        #expect((counters.multicast, counters.rxMissed) == (9 << 32, 16 << 32))
    }

    @Test func shortCountersAreNone() {
        #expect(statistics(Array(repeating: 1, count: 15)) == nil)
        #expect(statistics([]) == nil)
        #expect(statistics([1], type: RTM_NEWADDR) == nil)
    }

    @Test func fillsTheRecord() {
        var link = Link(NetworkInterface(index: 5, name: "eth0"))
        link.interface.flags = 0x1043
        link.interface.speed = 25_000_000_000
        link.operationalState = 6
        link.promiscuity = 2
        link.settings = LinkSettings(megabits: 25_000, duplex: 1)
        var counters = LinkStatistics()
        (counters.rxPackets, counters.multicast) = (1 << 32 + 10, 3)
        (counters.rxBytes, counters.txBytes) = (1 << 40, 1 << 41)
        (counters.rxDropped, counters.rxMissed, counters.rxErrors) = (4, 5, 6)
        (counters.txPackets, counters.txDropped, counters.txErrors) = (1 << 32 + 20, 7, 8)
        let record = InterfaceCounters(link, counters)
        #expect((record.ifIndex, record.ifType, record.ifSpeed) == (5, 6, 25_000_000_000))
        #expect((record.ifDirection, record.ifStatus, record.ifPromiscuousMode) == (1, 3, 1))
        #expect((record.ifInOctets, record.ifInUcastPkts, record.ifInMulticastPkts) == (1 << 40, 7, 3))
        #expect((record.ifInBroadcastPkts, record.ifInUnknownProtos) == (.max, .max))
        #expect((record.ifInDiscards, record.ifInErrors) == (9, 6))
        #expect((record.ifOutOctets, record.ifOutUcastPkts) == (1 << 41, 20))
        #expect((record.ifOutMulticastPkts, record.ifOutBroadcastPkts) == (.max, .max))
        #expect((record.ifOutDiscards, record.ifOutErrors) == (7, 8))
    }

    @Test func moreMulticastsThanPacketsLeaveNoUnicast() {
        var counters = LinkStatistics()
        (counters.rxPackets, counters.multicast) = (5, 9)
        let record = InterfaceCounters(Link(NetworkInterface(index: 1, name: "x")), counters)
        #expect((record.ifInUcastPkts, record.ifInMulticastPkts) == (0, 9))
    }

    @Test(
        arguments: [
            (0x1043, 6, 3), (0x1043, 0, 3), (0x1003, 0, 1), (0x1003, 2, 1), (0x1002, 6, 0), (0x1043, 5, 1),
        ] as [(UInt32, UInt8, UInt32)]
    )
    func status(flags: UInt32, operational: UInt8, expected: UInt32) {
        var link = Link(NetworkInterface(index: 1, name: "x"))
        (link.interface.flags, link.operationalState) = (flags, operational)
        #expect(InterfaceCounters(link, LinkStatistics()).ifStatus == expected)
    }

    @Test(
        arguments: [
            (0, 255, 0, 0), (.max, 255, 0, 0), (10, 0, 10_000_000, 2), (800_000, 1, 800_000_000_000, 1),
        ] as [(UInt32, UInt8, UInt64, UInt32)]
    )
    func settings(megabits: UInt32, duplex: UInt8, speed: UInt64, direction: UInt32) {
        var link = Link(NetworkInterface(index: 1, name: "x"))
        link.settings = LinkSettings(megabits: megabits, duplex: duplex)
        #expect((link.settings.speed, link.direction) == (speed, direction))
    }

    @Test(
        arguments: [
            ("", 1, .ethernet), ("", 772, .softwareLoopback), ("", 32, .infiniband), ("vlan", 1, .l2vlan),
            ("bridge", 1, .bridge), ("bond", 1, .ieee8023adLag), ("veth", 1, .propVirtual), ("vxlan", 1, .tunnel),
            ("tun", 65534, .tunnel), ("tun", 1, .propVirtual), ("wireguard", 65534, .tunnel), ("sit", 776, .tunnel),
            ("ipip", 768, .tunnel), ("ppp", 512, .ppp), ("", 280, .other), ("dummy", 1, .propVirtual),
            ("", 65534, .other),
        ] as [(String, UInt16, InterfaceType)]
    )
    func types(kind: String, hardware: UInt16, expected: InterfaceType) {
        var interface = NetworkInterface(index: 1, name: "x")
        (interface.kind, interface.hardwareType) = (kind, hardware)
        #expect(InterfaceType(interface, isWireless: false) == expected)
        #expect(InterfaceType(interface, isWireless: true) == .ieee80211)
    }
}
