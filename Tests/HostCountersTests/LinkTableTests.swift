import Agent
import CLinux
import NetTypes
import Netlink
import TestKit
import Testing

@testable import HostCounters

@Suite struct LinkTableTests {
    private func apply(_ builder: NetlinkBuilder, to table: inout LinkTable) -> [UInt32] {
        let span = builder.bytes.span.bytes
        var offset = 0, changed: [UInt32] = []
        while let message = try? NetlinkMessage.next(in: span, at: &offset) {
            if let index = table.apply(message, span) { changed.append(index) }
        }
        return changed
    }

    private func link(_ index: UInt32, _ name: String, _ more: [[UInt8]] = [], flags: UInt32 = 0x1043) -> NetlinkBuilder
    {
        NetlinkBuilder().message(
            RTM_NEWLINK,
            body: linkBody(index, flags: flags),
            attributes: [attribute(IFLA_IFNAME, text(name))] + more
        )
    }

    private func address(_ type: Int, _ index: UInt32, flags: UInt32 = 0x80) -> NetlinkBuilder {
        let body: [UInt8] = [2, 24, 0, 0] + little(index)
        let attributes = [
            attribute(IFA_ADDRESS, [192, 0, 2, 9]), attribute(IFA_LOCAL, [192, 0, 2, 1]),
            attribute(IFA_FLAGS, little(flags)),
        ]
        return NetlinkBuilder().message(type, body: body, attributes: attributes)
    }

    @Test func readsWhatTheKernelSays() throws {
        var table = LinkTable()
        let kind = attribute(IFLA_INFO_KIND, text("vlan")) + attribute(IFLA_INFO_DATA, [1, 2, 3, 4])
        let message = link(
            7,
            "eth0.5",
            [
                attribute(IFLA_ADDRESS, [2, 0, 0, 0, 0, 1]), attribute(IFLA_IFALIAS, text("uplink")),
                attribute(IFLA_LINK, little(UInt32(2))), attribute(IFLA_MASTER, little(UInt32(3))),
                attribute(IFLA_OPERSTATE, [6]), attribute(IFLA_PROMISCUITY, little(UInt32(2))),
                attribute(0x8000 | IFLA_LINKINFO, kind), attribute(999, [1]),
                attribute(IFLA_LINK_NETNSID, little(UInt32(0))),
                attribute(IFLA_PERM_ADDRESS, [2, 0, 0, 0, 0, 9]),
            ]
        )
        #expect(apply(message, to: &table) == [7])
        let link = try #require(table[7])
        #expect(link.interface.name == "eth0.5")
        #expect(link.interface.alias == "uplink")
        #expect(link.interface.mac == MACAddress(0x0200_0000_0001))
        #expect(link.interface.kind == "vlan")
        #expect((link.interface.linkIndex, link.interface.masterIndex) == (2, 3))
        #expect(link.interface.linkIsElsewhere)
        #expect(link.interface.isUp && link.interface.isRunning)
        #expect((link.operationalState, link.promiscuity) == (6, 2))
        #expect(link.permanentAddress == MACAddress(0x0200_0000_0009))
    }

    @Test func staysInOrderAndFollowsChanges() {
        var table = LinkTable()
        #expect(apply(link(9, "c"), to: &table) == [9])
        #expect(apply(link(2, "a"), to: &table) == [2])
        #expect(apply(link(5, "b"), to: &table) == [5])
        #expect(apply(link(5, "b"), to: &table) == [])
        #expect(apply(link(5, "renamed"), to: &table) == [5])
        #expect(table.links.map(\.interface.name) == ["a", "renamed", "c"])
        #expect(apply(link(5, "b", flags: 0).asDeletion, to: &table) == [])
        #expect(table.links.map(\.interface.index) == [2, 9])
        #expect(table[5] == nil)
    }

    @Test func bridgePortsAndEventsOfRadiosAreNoLinks() {
        var table = LinkTable()
        _ = apply(link(5, "port"), to: &table)
        let leaves = NetlinkBuilder().message(
            RTM_DELLINK,
            body: linkBody(5, family: 7),
            attributes: [attribute(IFLA_IFNAME, text("port"))]
        )
        #expect(apply(leaves, to: &table) == [])
        let event = NetlinkBuilder().message(RTM_NEWLINK, body: linkBody(5, flags: 0), attributes: [attribute(11, [1])])
        #expect(apply(event, to: &table) == [])
        #expect(table[5]?.interface.isUp == true)
    }

    @Test func addressesComeChangeAndGo() {
        var table = LinkTable()
        _ = apply(link(5, "a"), to: &table)
        _ = apply(address(RTM_NEWADDR, 5), to: &table)
        _ = apply(address(RTM_NEWADDR, 6), to: &table)
        let expected = InterfaceAddress(.v4(0xc000_0201), prefixLength: 24, flags: 0x80)
        #expect(table[5]?.interface.addresses == [expected])
        _ = apply(address(RTM_NEWADDR, 5, flags: 0x20), to: &table)
        #expect(table[5]?.interface.addresses.map(\.flags) == [0x20])
        _ = apply(link(5, "a", flags: 0), to: &table)
        #expect(table[5]?.interface.addresses.count == 1)
        _ = apply(address(RTM_DELADDR, 5), to: &table)
        #expect(table[5]?.interface.addresses == [])
    }

    @Test func settingsStayWhenALinkChanges() {
        var table = LinkTable()
        _ = apply(link(5, "a"), to: &table)
        table.setSettings(LinkSettings(megabits: 10_000, duplex: 1), of: 5)
        _ = apply(link(5, "b"), to: &table)
        #expect(table[5]?.interface.speed == 10_000_000_000)
        #expect(table[5]?.direction == 1)
    }

    /// Every prefix of every attribute list, and every byte of it changed: nothing is read beyond its end.
    @Test func survivesMutations() {
        let nested = attribute(IFLA_INFO_KIND, text("bridge"))
        let message = link(
            1,
            "eth0",
            [
                attribute(IFLA_LINKINFO, nested), attribute(IFLA_ADDRESS, [1, 2, 3, 4, 5, 6]),
                attribute(IFLA_STATS64, [UInt8](repeating: 1, count: 192)),
            ]
        ).bytes
        for index in message.indices {
            for value in [0, 1, 0x7f, 0x80, 0xff] as [UInt8] {
                var mutated = message
                mutated[index] = value
                var table = LinkTable(), offset = 0
                let span = mutated.span.bytes
                while let next = try? NetlinkMessage.next(in: span, at: &offset) {
                    _ = table.apply(next, span)
                    _ = LinkStatistics.read(next, span)
                }
                #expect(table.links.count <= 1)
            }
        }
    }
}

extension NetlinkBuilder {
    /// The same message as the notification that the link is gone.
    fileprivate var asDeletion: NetlinkBuilder {
        NetlinkBuilder().message(RTM_DELLINK, body: Array(bytes[16..<32]), attributes: [Array(bytes[32...])])
    }
}
