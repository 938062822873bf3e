import Agent
import CLinux
import Glibc
import SFlow
import TestKit
import Testing

@testable import HostCounters

/// Network namespaces of processes, seen from one that is made for the test (needs root).
@Suite(.enabled(if: canMakeNamespaces)) struct LiveNamespaceAdaptersTests {
    /// A process that has a network namespace of its own, or that of the test, when this returns.
    private final class Neighbour {
        let processID: Int32

        init(isApart: Bool = true) throws {
            let command = "\(isApart ? "unshare -n " : "")sh -c 'echo $$; exec sleep 60 >&- 2>&-' &"
            processID = try #require(Int32(shell(command).output.split(separator: "\n").first ?? ""))
        }

        deinit { kill(processID, SIGKILL) }
    }

    private static func adapter(_ index: UInt32, _ mac: UInt64...) -> HostAdapter {
        var adapter = HostAdapter()
        (adapter.ifIndex, adapter.macs) = (index, mac.map { MACElement($0) })
        return adapter
    }

    private static func index(_ name: String) throws -> UInt32 {
        let table = try InterfaceTable(log: Log(level: .error))
        return try #require(table.interfaces.first { $0.name == name }?.index)
    }

    @Test func pairsTellTheHostsEnd() throws {
        try inNetworkNamespace {
            let neighbour = try Neighbour(), reader = try NamespaceAdapters(log: Log(level: .error))
            let inside = "netns \(neighbour.processID)"
            // So that the numbers on both sides differ.
            shell("ip link add bridge0 type bridge && ip link add bridge1 type bridge")
            shell("ip link add v0 type veth peer name eth0 address 02:00:00:00:00:01 \(inside)")
            shell("ip link add v1 type veth peer name eth1 address 02:00:00:00:00:02 \(inside)")
            let expected = [
                Self.adapter(try Self.index("v0"), 0x0200_0000_0001),
                Self.adapter(try Self.index("v1"), 0x0200_0000_0002),
            ]
            #expect(reader.adapters(ofProcess: neighbour.processID) == expected)
            // One that is taken away is gone.
            shell("ip link del v0")
            #expect(reader.adapters(ofProcess: neighbour.processID) == Array(expected.dropFirst()))
        }
    }

    @Test func whatHasNoEndHereHasItsAddress() throws {
        try inNetworkNamespace {
            let neighbour = try Neighbour(), other = try Neighbour(),
                reader = try NamespaceAdapters(log: Log(level: .error))
            shell("ip link add lower type bridge")
            shell("ip link add link lower name mv address 02:00:00:00:00:03 netns \(neighbour.processID) type macvlan")
            let enter = "nsenter -t \(neighbour.processID) -n ip link add"
            shell("\(enter) west type veth peer name east address 02:00:00:00:00:04 netns \(other.processID)")
            let own = try #require(reader.adapters(ofProcess: neighbour.processID))
            #expect(own.map(\.ifIndex) == [0, 0])
            #expect(own.contains(Self.adapter(0, 0x0200_0000_0003)))
            #expect(reader.adapters(ofProcess: other.processID) == [Self.adapter(0, 0x0200_0000_0004)])
        }
    }

    @Test func aPairWithinHasNoEndHere() throws {
        try inNetworkNamespace {
            let neighbour = try Neighbour(), reader = try NamespaceAdapters(log: Log(level: .error))
            let addresses = "address 02:00:00:00:00:05 type veth peer name east address 02:00:00:00:00:06"
            shell("nsenter -t \(neighbour.processID) -n ip link add west \(addresses)")
            let own = try #require(reader.adapters(ofProcess: neighbour.processID))
            #expect(Set(own) == [Self.adapter(0, 0x0200_0000_0005), Self.adapter(0, 0x0200_0000_0006)])
        }
    }

    @Test func nothingAttachedIsNoAdapter() throws {
        try inNetworkNamespace {
            let neighbour = try Neighbour(), reader = try NamespaceAdapters(log: Log(level: .error))
            #expect(reader.adapters(ofProcess: neighbour.processID) == [])
        }
    }

    @Test func theHostsOwnBelongToNoProcess() throws {
        try inNetworkNamespace {
            shell("ip link add v0 type veth peer name v1")
            let neighbour = try Neighbour(isApart: false), reader = try NamespaceAdapters(log: Log(level: .error))
            #expect(reader.adapters(ofProcess: neighbour.processID) == [])
        }
    }

    @Test(arguments: [0, -1, .min, .max] as [Int32]) func noProcess(processID: Int32) throws {
        let lines = Lines()
        #expect(try NamespaceAdapters(log: lines.log()).adapters(ofProcess: processID) == nil)
        #expect(lines.all == [])
    }

    @Test func aProcessThatEndedHasNone() throws {
        try inNetworkNamespace {
            let processID = try #require(Int32(shell("echo $$").output.split(separator: "\n").first ?? ""))
            #expect(try NamespaceAdapters(log: Log(level: .error)).adapters(ofProcess: processID) == nil)
        }
    }

    @Test func moreThanALimitAreLeftOut() throws {
        try inNetworkNamespace {
            let neighbour = try Neighbour(), reader = try NamespaceAdapters(log: Log(level: .error))
            let add = (0..<70).map { "ip link add name d\($0) address 02:00:00:00:01:\(10 + $0) type bridge" }.joined(
                separator: " && "
            )
            shell("nsenter -t \(neighbour.processID) -n sh -c '\(add)'")
            #expect(reader.adapters(ofProcess: neighbour.processID)?.count == NamespaceAdapters.maximumCount)
        }
    }

    /// The numbers of namespaces and the host's ends of pairs are open to all.
    @Test func withoutTheCapabilityTheHostsEndsAreKnown() throws {
        try inNetworkNamespace {
            let neighbour = try Neighbour(), bare = try Neighbour(), lines = Lines()
            shell("ip link add v0 type veth peer name eth0 netns \(neighbour.processID)")
            shell("ip link add p0 type veth peer name p1")
            let expected = [Self.adapter(try Self.index("v0"))]
            let reader = try NamespaceAdapters(log: lines.log())
            // Of this thread, which ends with the test.
            #expect(starling_keep_capabilities(0) == 0)
            #expect(reader.adapters(ofProcess: neighbour.processID) == expected)
            #expect(reader.adapters(ofProcess: bare.processID) == [])
            #expect(lines.all == ["warning: the MAC addresses of containers are not read: CAP_NET_ADMIN is missing\n"])
        }
    }
}
