import Agent
import CLinux
import NetTypes
import Netlink
import SFlow
import TestKit
import Testing

@testable import HostCounters

@Suite struct HostInterfacesTests {
    private struct Sketch {
        var name: String, kind = "", mac: UInt64 = 0, master: UInt32 = 0, hardware: UInt16 = 1, elsewhere = false
        var permanent: UInt64 = 0
    }

    /// Interfaces 1, 2, 3… that are up.
    private func table(_ sketches: [Sketch]) -> LinkTable {
        var table = LinkTable()
        for (number, sketch) in sketches.enumerated() {
            var attributes = [attribute(IFLA_IFNAME, text(sketch.name)), attribute(IFLA_MASTER, little(sketch.master))]
            attributes.append(attribute(IFLA_LINKINFO, attribute(IFLA_INFO_KIND, text(sketch.kind))))
            if sketch.mac != 0 { attributes.append(attribute(IFLA_ADDRESS, bytes(sketch.mac))) }
            if sketch.permanent != 0 { attributes.append(attribute(IFLA_PERM_ADDRESS, bytes(sketch.permanent))) }
            if sketch.elsewhere { attributes.append(attribute(IFLA_LINK_NETNSID, little(UInt32(0)))) }
            let flags: UInt32 = sketch.hardware == 772 ? 0x49 : 0x43
            let body = linkBody(UInt32(number + 1), type: sketch.hardware, flags: flags)
            let message = NetlinkBuilder().message(RTM_NEWLINK, body: body, attributes: attributes).bytes
            var offset = 0
            if let next = try? NetlinkMessage.next(in: message.span.bytes, at: &offset) {
                _ = table.apply(next, message.span.bytes)
            }
        }
        return table
    }

    private func bytes(_ mac: UInt64) -> [UInt8] {
        (0..<6).map { UInt8(truncatingIfNeeded: mac >> UInt64(40 - 8 * $0)) }
    }

    private func names(_ links: [Link]) -> [String] { links.map(\.interface.name) }

    @Test func hardwareSpeaksForAHost() {
        let table = table([
            Sketch(name: "lo", hardware: 772), Sketch(name: "eth0", mac: 1, master: 4, permanent: 1),
            Sketch(name: "eth1", mac: 1, master: 4, permanent: 2), Sketch(name: "bond0", kind: "bond", mac: 1),
            Sketch(name: "bond0.5", kind: "vlan", mac: 1), Sketch(name: "docker0", kind: "bridge", mac: 7),
            Sketch(name: "veth1", kind: "veth", mac: 8, master: 6, elsewhere: true),
            Sketch(name: "tun0", kind: "tun", hardware: 65534), Sketch(name: "ib0", hardware: 32),
            Sketch(name: "dummy0", kind: "dummy", mac: 9),
        ])
        #expect(names(table.uplinks) == ["eth0", "eth1", "ib0"])
        let adapters = table.adapters.adapters
        #expect(adapters.map(\.ifIndex) == [2, 3, 4, 5, 6])
        #expect(adapters.map { $0.macs.map(\.address) } == [[1], [1, 2], [1], [1], [7]])
        #expect(table.hardwareAddress == MACAddress(1))
    }

    @Test func aFastPathCountsInItsMaster() {
        let table = table([Sketch(name: "eth0", mac: 1), Sketch(name: "eth1", mac: 1, master: 1)])
        #expect(names(table.uplinks) == ["eth0"])
    }

    @Test func inAContainerItIsWhatLeadsOut() {
        let table = table([
            Sketch(name: "lo", hardware: 772), Sketch(name: "eth0", kind: "veth", mac: 1, elsewhere: true),
            Sketch(name: "port", kind: "veth", mac: 2, master: 4, elsewhere: true), Sketch(name: "br0", kind: "bridge"),
        ])
        #expect(names(table.uplinks) == ["eth0"])
        #expect(table.adapters.adapters.map(\.ifIndex) == [2])
    }

    @Test func adaptersAreAtMost32() {
        let table = table((1...40).map { Sketch(name: "eth\($0)", mac: UInt64($0)) })
        #expect(table.uplinks.count == 40)
        #expect(table.adapters.adapters.count == 32)
    }

    @Test func nothingAtAll() {
        #expect(table([]).uplinks.isEmpty)
        #expect(table([]).adapters.adapters.isEmpty)
        #expect(table([]).hardwareAddress == nil)
    }
}
