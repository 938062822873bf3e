import Agent
import Glibc
import NetTypes
import Netlink
import SFlow
import TestKit
import Testing

@testable import HostCounters

/// Interfaces that are made for the test, in network namespaces that vanish with it (needs root).
@Suite(.enabled(if: canMakeNamespaces)) struct LiveInterfaceTests {
    private static func interface(_ table: InterfaceTable, _ name: String) -> NetworkInterface? {
        table.interfaces.first { $0.name == name }
    }

    private static func counters(_ table: InterfaceTable, _ name: String) throws -> InterfaceCounters {
        let poller = try HostCounterPoller(interfaces: table, log: Log(level: .error))
        var sample = CounterSample()
        try poller.poll(.interface(try #require(interface(table, name)).index), into: &sample)
        return try #require(try Records(sample).get(InterfaceCounters.self))
    }

    /// Reads changes as they come until `isSo`. The kernel tells of a carrier a little later than of a command.
    private static func follow(_ table: InterfaceTable, until isSo: () throws -> Bool) throws -> Bool {
        for _ in 0..<20 {
            _ = table.readChanges()
            if try isSo() { return true }
            var event = pollfd(fd: table.fileDescriptor, events: Int16(POLLIN), revents: 0)
            unsafe _ = poll(&event, 1, 500)
        }
        return false
    }

    @Test func followsWhatComesChangesAndGoes() throws {
        try inNetworkNamespace {
            let table = try InterfaceTable(log: Log(level: .error))
            #expect(table.interfaces.map(\.name) == ["lo"])
            #expect(!table.readChanges())
            shell(
                "ip link add west type veth peer name east && ip addr add 192.0.2.1/24 dev west && ip link set west up alias uplink"
            )
            #expect(table.readChanges())
            let a = try #require(Self.interface(table, "west"))
            #expect((a.kind, a.alias, a.isUp, a.isRunning) == ("veth", "uplink", true, false))
            #expect(a.addresses == [InterfaceAddress(.v4(0xc000_0201), prefixLength: 24, flags: 0x80)])
            #expect(try Self.counters(table, "west").ifStatus == 1)
            shell("ip link set east up")
            #expect(try Self.follow(table) { try Self.counters(table, "west").ifStatus == 3 })
            #expect(try Self.counters(table, "west").ifSpeed == 10_000_000_000)
            #expect(try Self.counters(table, "west").ifDirection == 1)
            shell("ip link set east down && ip link set east name south")
            #expect(table.readChanges())
            #expect(Self.interface(table, "south") != nil)
            #expect(try Self.follow(table) { try Self.counters(table, "west").ifStatus == 1 })
            shell("ip link del west")
            #expect(try Self.follow(table) { table.interfaces.map(\.name) == ["lo"] })
            #expect(!table.refresh())
        }
    }

    @Test func aGoneInterfaceHasNoDataBeforeAndAfterItIsKnown() throws {
        try inNetworkNamespace {
            shell("ip link add west type veth peer name east")
            let table = try InterfaceTable(log: Log(level: .error))
            let poller = try HostCounterPoller(interfaces: table, log: Log(level: .error))
            let index = try #require(Self.interface(table, "west")).index
            shell("ip link del west")
            var sample = CounterSample()
            #expect(throws: PollError.noData) { try poller.poll(.interface(index), into: &sample) }
            _ = table.readChanges()
            #expect(throws: PollError.noData) { try poller.poll(.interface(index), into: &sample) }
            #expect(sample.recordCount == 0)
        }
    }

    @Test func leavingABridgeIsNotGoing() throws {
        try inNetworkNamespace {
            shell(
                "ip link add bridge0 type bridge && ip link add west type veth peer name east && ip link set west master bridge0"
            )
            let table = try InterfaceTable(log: Log(level: .error))
            let bridge = try #require(Self.interface(table, "bridge0"))
            #expect(Self.interface(table, "west")?.masterIndex == bridge.index)
            #expect(try Self.counters(table, "bridge0").ifType == 209)
            #expect(try Self.counters(table, "west").ifType == 53)
            #expect(try Self.counters(table, "west").ifPromiscuousMode == 1)
            shell("ip link set west nomaster")
            _ = table.readChanges()
            #expect(Self.interface(table, "west")?.masterIndex == 0)
            #expect(try Self.counters(table, "west").ifPromiscuousMode == 0)
        }
    }

    @Test func lostNotificationsAreListedAgain() throws {
        try inNetworkNamespace {
            let table = try InterfaceTable(log: Log(level: .error), receiveBuffer: 1)
            let names = (0..<40).map { "v\($0)" }
            shell(names.map { "ip link add \($0) type veth peer name p\($0)" }.joined(separator: " && "))
            #expect(table.readChanges())
            #expect(table.overruns == 1)
            #expect(table.interfaces.count == 81)
            shell("ip link del v0")
            #expect(table.readChanges())
            #expect(table.interfaces.count == 79)
        }
    }

    @Test func exactPacketsAreCounted() throws {
        try inNetworkNamespace {
            shell("ip link set lo up")
            let table = try InterfaceTable(log: Log(level: .error))
            let before = try Self.counters(table, "lo")
            let sender = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            defer { close(sender) }
            var address = sockaddr_in()
            (address.sin_family, address.sin_port) = (sa_family_t(AF_INET), UInt16(9).bigEndian)
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            let receiver = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            defer { close(receiver) }
            unsafe withUnsafePointer(to: &address) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
                    unsafe _ = bind(receiver, $0, size)
                    for _ in 0..<100 { unsafe _ = sendto(sender, [UInt8](repeating: 1, count: 72), 72, 0, $0, size) }
                }
            }
            let after = try Self.counters(table, "lo")
            #expect(after.ifOutUcastPkts - before.ifOutUcastPkts == 100)
            #expect(after.ifInUcastPkts - before.ifInUcastPkts == 100)
            // Loopback counts no Ethernet header.
            #expect(after.ifInOctets - before.ifInOctets == 100 * (20 + 8 + 72))
            #expect((after.ifType, after.ifStatus) == (24, 3))
        }
    }

    /// Both messages that carry counters, alone and in a list, agree.
    @Test(arguments: [false, true]) func burstsAreServedFromAList(usesLinkMessages: Bool) throws {
        try inNetworkNamespace {
            let names = (0..<30).map { "v\($0)" }
            shell(names.map { "ip link add \($0) type veth peer name p\($0)" }.joined(separator: " && "))
            let table = try InterfaceTable(log: Log(level: .error))
            let indices = table.interfaces.map(\.index)
            let clock = Clock()
            let reader = try LinkStatisticsReader(now: { clock.time }, usesLinkMessages: usesLinkMessages)
            for index in indices { _ = try reader.read(index, of: indices.count) }
            #expect((reader.singleRequests, reader.lists) == (11, 1))
            clock.time = MonotonicTime(milliseconds: 5000)
            _ = try reader.read(indices[0], of: indices.count)
            #expect((reader.singleRequests, reader.lists) == (12, 1))
            #expect(throws: NetlinkError.refused(ENODEV)) { try reader.read(9999, of: indices.count) }
        }
    }

    private final class Clock { var time = MonotonicTime(milliseconds: 1000) }
}
