import Agent
import Glibc
import NetTypes
import Netlink
import SFlow
import SystemFiles
import XDR

/// Polls the counters of the host and of every interface.
package final class HostCounterPoller: CounterPoller {
    /// The UUID that host_descr carries, and what it was made of.
    package let identity: HostIdentity

    /// How many containers run on the host; `nil`: not known.
    package var domains: () -> Int? = { nil }

    private let interfaces: InterfaceTable
    private let statistics: LinkStatisticsReader
    private let systemName: () -> SystemName
    private var sources: HostSources
    /// Made anew when the interfaces change.
    private var adapters = HostAdapters()
    private var uplinks: [UInt32] = []
    private var seenGeneration: UInt64?

    /// Reads the identity at once, as the firmware's is for root alone; `uuid` replaces it where it was configured.
    package init(
        _ roots: SystemRoots = SystemRoots(),
        interfaces: InterfaceTable,
        log: Log,
        uuid: UInt128? = nil,
        systemName: @escaping () -> SystemName = SystemName.current,
        now: @escaping () -> MonotonicTime = MonotonicTime.now
    ) throws(NetlinkError) {
        identity =
            uuid.map { HostIdentity(configured: $0) }
            ?? HostIdentity(roots, hardwareAddress: interfaces.table.hardwareAddress)
        self.interfaces = interfaces
        statistics = try LinkStatisticsReader(now: now)
        self.systemName = systemName
        sources = HostSources(roots, log: log, usage: FileSystemUsage.ofMountPoint)
        if identity.origin == .nothing {
            log.warning(
                "host_descr has no UUID: neither the firmware, \(roots.etc)/machine-id nor an adaptor gives one"
            )
        }
    }

    package var dataSources: [DataSource] {
        [.host] + interfaces.interfaces.map { .interface($0.index) }
    }

    package func poll(_ source: DataSource, into sample: inout CounterSample) throws(PollError) {
        switch source.sourceClass {
        case 0: try pollInterface(source.index, into: &sample)
        case 2 where source == .host: pollHost(into: &sample)
        default: throw .noData
        }
    }

    private func pollHost(into sample: inout CounterSample) {
        followInterfaces()
        sample.append(HostDescription(systemName(), uuid: identity.uuid))
        sample.append(adapters)
        sources.poll(into: &sample, domains: domains())
        let count = interfaces.interfaces.count
        sources.pollNetwork(uplinks, into: &sample) { index throws(NetlinkError) in
            try self.statistics.read(index, of: count)
        }
    }

    private func followInterfaces() {
        guard seenGeneration != interfaces.generation else { return }
        seenGeneration = interfaces.generation
        adapters = interfaces.table.adapters
        uplinks = interfaces.table.uplinks.map(\.interface.index)
    }

    private func pollInterface(_ index: UInt32, into sample: inout CounterSample) throws(PollError) {
        guard let link = interfaces.table[index] else { throw .noData }
        do throws(NetlinkError) {
            let counters = try statistics.read(index, of: interfaces.interfaces.count)
            sample.append(InterfaceCounters(link, counters))
            var name = PortName()
            name.portName = link.interface.name
            sample.append(name)
        } catch .refused(ENODEV) {
            throw .noData
        } catch {
            throw .failed("counters of \(link.interface.name)", errno: error.code)
        }
    }
}

extension HostCounterPoller {
    /// What samples of containers say of their host.
    package var workloadHost: WorkloadHost {
        let description = HostDescription(systemName(), uuid: identity.uuid)
        return WorkloadHost(
            machineType: description.machineType,
            osName: description.osName,
            osRelease: description.osRelease,
            uuid: identity.uuid,
            processors: UInt32(clamping: sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        )
    }
}
