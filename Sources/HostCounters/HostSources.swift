import Agent
import Glibc
import NetTypes
import Netlink
import SFlow
import SystemFiles
import XDR

/// What the counters of the host are read from, each on its own: one that fails leaves out its record alone.
struct HostSources: ~Copyable {
    private var processors: ProcessorSource
    private var memory: MemorySource
    private var disks: DiskSource
    private var protocols: ProtocolSource
    private var network = CounterTotal()
    private var buffer: [UInt8] = []
    private var reports = SourceReports()
    private let log: Log

    init(_ roots: SystemRoots, log: Log, usage: @escaping (String) -> FileSystemUsage?) {
        processors = ProcessorSource(roots)
        memory = MemorySource(roots)
        disks = DiskSource(roots, usage: usage)
        protocols = ProtocolSource(roots)
        self.log = log
    }

    /// Appends what can be read of procfs and sysfs.
    ///
    /// `domains`: how many containers run, for virt_node; `nil` where nobody follows them.
    mutating func poll(into sample: inout CounterSample, domains: Int?) {
        let cpu = attempt(HostCPU.name, { (s: inout Self) throws(SourceError) in try s.processors.read(&s.buffer) })
        if let cpu { sample.append(cpu) }
        let memory = attempt(
            HostMemory.name,
            { (s: inout Self) throws(SourceError) in try s.memory.read(&s.buffer) }
        )
        if let memory { sample.append(memory) }
        if let domains, let cpu, let memory { sample.append(VirtualNode(cpu, memory, domains: domains)) }
        if let disk = attempt(HostDiskIO.name, { (s: inout Self) throws(SourceError) in try s.disks.read(&s.buffer) }) {
            sample.append(disk)
        }
        let groups = attempt("mib2", { (s: inout Self) throws(SourceError) in try s.protocols.read(&s.buffer) })
        if let groups { append(groups, &sample) }
    }

    private func append(_ groups: ProtocolCounters, _ sample: inout CounterSample) {
        if let group = groups.ip { sample.append(group) }
        if let group = groups.icmp { sample.append(group) }
        if let group = groups.tcp { sample.append(group) }
        if let group = groups.udp { sample.append(group) }
    }

    /// Appends the sum over `uplinks`, whose counters `read` gives.
    mutating func pollNetwork(
        _ uplinks: [UInt32],
        into sample: inout CounterSample,
        _ read: (UInt32) throws(NetlinkError) -> LinkStatistics
    ) {
        network.beginRound()
        for index in uplinks {
            do throws(NetlinkError) {
                network.add(index, try read(index))
            } catch .refused(ENODEV) {
                continue
            } catch {
                return reports.failed(HostNetIO.name, "\(error)", log)
            }
        }
        network.endRound()
        reports.succeeded(HostNetIO.name, log)
        sample.append(HostNetIO(network.sum))
    }

    private mutating func attempt<Record>(
        _ name: StaticString,
        _ read: (inout Self) throws(SourceError) -> Record
    ) -> Record? {
        do throws(SourceError) {
            let record = try read(&self)
            reports.succeeded(name, log)
            return record
        } catch {
            reports.failed(name, "\(error)", log)
            return nil
        }
    }
}

extension VirtualNode {
    /// virt_node, 0:2100: what the host has for its containers.
    fileprivate init(_ cpu: HostCPU, _ memory: HostMemory, domains: Int) {
        self.init()
        mhz = cpu.cpuSpeed
        cpus = cpu.cpuNum
        self.memory = memory.total
        memoryFree = memory.free
        numDomains = UInt32(clamping: domains)
    }
}
