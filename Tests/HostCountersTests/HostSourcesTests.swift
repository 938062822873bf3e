import Agent
import Netlink
import SFlow
import SystemFiles
import Testing

@testable import HostCounters

@Suite struct HostSourcesTests {
    private func poll(_ sources: inout HostSources) throws -> Records {
        var sample = CounterSample()
        sources.poll(into: &sample, domains: nil)
        return try Records(sample)
    }

    @Test func aServerHasAllRecords() throws {
        let lines = Lines()
        var sources = HostSources(fixture("server"), log: lines.log()) { _ in nil }
        let records = try poll(&sources)
        #expect(records.formats == ["0:2003", "0:2004", "0:2005", "0:2007", "0:2008", "0:2009", "0:2010"])
        #expect(try records.get(HostCPU.self)?.cpuNum == 4)
        #expect(try records.get(MIB2UDP.self)?.sndbufErrors == 6)
        #expect(lines.all == [])
    }

    @Test func whatIsMissingIsLeftOutAndSaidOnce() throws {
        let lines = Lines(), roots = fixture("arm")
        var sources = HostSources(roots, log: lines.log()) { _ in nil }
        #expect(try poll(&sources).formats == ["0:2003", "0:2004", "0:2007", "0:2009", "0:2010"])
        #expect(try poll(&sources).formats.count == 5)
        #expect(lines.all == ["warning: host_disk_io is left out: \(roots.proc)/diskstats does not exist here\n"])
    }

    @Test func garbageLeavesOutEachRecordAlone() throws {
        let lines = Lines()
        var sources = HostSources(fixture("broken"), log: lines.log()) { _ in nil }
        #expect(try poll(&sources).formats == [])
        #expect(lines.all.count == 4)
        #expect(lines.all.allSatisfy { $0.contains("is not in the form that the kernel documents") })
    }

    @Test func aRecordThatIsBackIsSaidOnce() {
        let lines = Lines(), log = lines.log()
        var reports = SourceReports()
        reports.succeeded("host_cpu", log)
        reports.failed("host_cpu", "a", log)
        reports.failed("host_cpu", "a", log)
        reports.failed("host_cpu", "b", log)
        reports.succeeded("host_cpu", log)
        reports.succeeded("host_cpu", log)
        #expect(
            lines.all == [
                "warning: host_cpu is left out: a\n", "warning: host_cpu is left out: b\n",
                "notice: host_cpu is sent again\n",
            ]
        )
    }

    @Test func refusalsSayWhatHelps() {
        #expect(
            "\(SourceError.failed("/x", errno: 13))"
                == "/x: Permission denied (run as root, or give CAP_DAC_READ_SEARCH)"
        )
        #expect("\(SourceError.noData("/x"))" == "/x does not exist here")
    }

    @Test func theNetworkIsTheSumOfItsUplinksAndAVanishedOneIsPassedOver() throws {
        let lines = Lines()
        var sources = HostSources(fixture("server"), log: lines.log()) { _ in nil }
        var sample = CounterSample()
        sources.pollNetwork([1, 2, 3], into: &sample) { index throws(NetlinkError) in
            guard index != 3 else { throw .refused(19) }
            var statistics = LinkStatistics()
            (statistics.rxBytes, statistics.rxPackets, statistics.rxErrors) = (1 << 40, UInt64(index), 3)
            (statistics.rxDropped, statistics.rxMissed) = (4, 5)
            (statistics.txBytes, statistics.txPackets, statistics.txErrors, statistics.txDropped) = (6, 7, 8, 9)
            return statistics
        }
        let network = try #require(try Records(sample).get(HostNetIO.self))
        #expect((network.bytesIn, network.packetsIn, network.errorsIn, network.dropsIn) == (2 << 40, 3, 6, 18))
        #expect((network.bytesOut, network.packetsOut, network.errorsOut, network.dropsOut) == (12, 14, 16, 18))
        #expect(lines.all == [])
    }
}
