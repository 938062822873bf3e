import Agent
import Foundation
import SFlow
import SystemFiles
import TestKit
import Testing

@testable import HostCounters

/// Our numbers against this machine's own, read in another way before and after.
@Suite struct LiveHostTests {
    private static let isLinuxHost = exists("/proc/stat") && exists("/sys/block")

    private func number(_ path: String, _ name: String) -> UInt64 {
        for line in slurp(path).split(separator: "\n") {
            let words = line.split { $0 == " " || $0 == ":" }
            if words.first.map(String.init) == name, words.count > 1 { return UInt64(words[1]) ?? 0 }
        }
        return 0
    }

    private func pollHost() throws -> Records {
        let log = Log(level: .error)
        let poller = try HostCounterPoller(interfaces: try InterfaceTable(log: log), log: log)
        var sample = CounterSample()
        try poller.poll(.host, into: &sample)
        return try Records(sample)
    }

    @Test(.enabled(if: isLinuxHost)) func theHostIsWhatProcfsSays() throws {
        let contexts = number("/proc/stat", "ctxt")
        let records = try pollHost()
        let contextsAfter = number("/proc/stat", "ctxt")
        #expect(records.formats.prefix(3) == ["0:2000", "0:2001", "0:2003"])
        let cpu = try #require(try records.get(HostCPU.self))
        #expect(UInt32(truncatingIfNeeded: contextsAfter) &- cpu.contexts <= UInt32(contextsAfter - contexts))
        #expect(cpu.cpuNum == UInt32(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let memory = try #require(try records.get(HostMemory.self))
        #expect(memory.total == number("/proc/meminfo", "MemTotal") * 1024)
        #expect(memory.swapTotal == number("/proc/meminfo", "SwapTotal") * 1024)
        let description = try #require(try records.get(HostDescription.self))
        #expect(description.hostname == slurp("/proc/sys/kernel/hostname").trimmingCharacters(in: .newlines))
        #expect(description.osRelease == slurp("/proc/sys/kernel/osrelease").trimmingCharacters(in: .newlines))
    }

    @Test(.enabled(if: isLinuxHost)) func protocolsAreWhatProcfsSays() throws {
        let before = snmp()
        let records = try pollHost()
        let after = snmp()
        let tcp = try #require(try records.get(MIB2TCP.self)), icmp = try #require(try records.get(MIB2ICMP.self))
        #expect(before["Tcp.InSegs"]! <= UInt64(tcp.inSegs) && UInt64(tcp.inSegs) <= after["Tcp.InSegs"]!)
        #expect(before["Tcp.ActiveOpens"]! <= UInt64(tcp.activeOpens))
        #expect(before["Icmp.InDestUnreachs"]! <= UInt64(icmp.inDestUnreachs))
        #expect(UInt64(icmp.inDestUnreachs) <= after["Icmp.InDestUnreachs"]!)
    }

    private func snmp() -> [String: UInt64] {
        let lines = slurp("/proc/net/snmp").split(separator: "\n").map { $0.split(separator: " ") }
        var result: [String: UInt64] = [:]
        for index in stride(from: 0, to: lines.count - 1, by: 2) {
            for (name, value) in zip(lines[index].dropFirst(), lines[index + 1].dropFirst()) {
                result["\(lines[index][0].dropLast()).\(name)"] = UInt64(value)
            }
        }
        return result
    }

    private static let hasDF = shell("df -B1 --output=target / >/dev/null 2>&1").succeeded

    @Test(.enabled(if: isLinuxHost && hasDF)) func theRootFileSystemIsWhatDFSays() throws {
        let usage = try #require(FileSystemUsage.ofMountPoint("/"))
        let words = shell("df -B1 --output=size,pcent / | tail -1").output.split(separator: " ")
        #expect(usage.total == UInt64(words[0]))
        let percent = Double(words[1].trimmingCharacters(in: ["%", "\n"])) ?? -1
        // df rounds up.
        #expect(abs(Double(usage.usedHundredths) / 100 - percent) <= 1.01)
    }

    /// Counters of each interface by iproute2, whose JSON has the kernel's names.
    private func ipLinks() throws -> [String: [String: Any]] {
        let json = try JSONSerialization.jsonObject(with: Data(shell("ip -s -j link").output.utf8)) as? [[String: Any]]
        return Dictionary(uniqueKeysWithValues: (json ?? []).map { ($0["ifname"] as? String ?? "", $0) })
    }

    private func counter(_ link: [String: Any]?, _ direction: String, _ name: String) -> UInt64 {
        let statistics = link?["stats64"] as? [String: Any]
        return ((statistics?[direction] as? [String: Any])?[name] as? NSNumber)?.uint64Value ?? .max
    }

    @Test(.enabled(if: hasIPRoute)) func everyInterfaceIsWhatIPRouteSays() throws {
        let log = Log(level: .error), table = try InterfaceTable(log: log)
        let poller = try HostCounterPoller(interfaces: table, log: log)
        let before = try ipLinks()
        for source in poller.dataSources where source.sourceClass == 0 {
            var sample = CounterSample()
            try poller.poll(source, into: &sample)
            let records = try Records(sample)
            let counters = try #require(try records.get(InterfaceCounters.self))
            let name = try #require(try records.get(PortName.self)).portName
            let after = try ipLinks()[name]
            #expect(before[name]?["ifindex"] as? Int == Int(counters.ifIndex))
            #expect(counters.ifInOctets >= counter(before[name], "rx", "bytes"))
            #expect(counters.ifInOctets <= counter(after, "rx", "bytes"))
            #expect(counters.ifOutOctets >= counter(before[name], "tx", "bytes"))
            #expect(counters.ifOutOctets <= counter(after, "tx", "bytes"))
            #expect(counters.ifOutDiscards == UInt32(counter(after, "tx", "dropped")))
            #expect(counters.ifInErrors == UInt32(counter(after, "rx", "errors")))
            #expect((counters.ifStatus & 1 == 1) == (after?["flags"] as? [String])?.contains("UP"))
        }
        #expect(poller.dataSources.count == before.count + 1)
    }
}
