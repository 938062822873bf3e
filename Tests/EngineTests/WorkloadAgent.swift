import NetTypes
import SFlow
import TestKit
import Workloads
import XDR

@testable import Engine
@testable import MetricStore

/// An agent that reports workloads, one sample a datagram. The clocks go on with what is sent.
final class WorkloadAgent {
    let engine: Engine
    let clock: TestClock
    private let address: UInt32
    private let subAgent: UInt32
    private(set) var sequence: UInt32 = 0
    var uptime: UInt32
    private var samples: [DataSource: UInt32] = [:]

    init(
        _ engine: Engine,
        _ clock: TestClock,
        address: UInt32 = 0xc000_0201,
        subAgent: UInt32 = 0,
        uptime: UInt32 = 10_000
    ) {
        (self.engine, self.clock, self.address, self.subAgent) = (engine, clock, address, subAgent)
        self.uptime = uptime
    }

    static let container = DataSource(sourceClass: 3, index: 100_123)

    func pass(milliseconds: UInt32) {
        uptime &+= milliseconds
        clock.advance(seconds: Double(milliseconds) / 1000)
    }

    /// A datagram that is made now, to be sent now or late.
    func datagram(_ fill: (inout DatagramBuilder) -> Void) -> [UInt8] {
        sequence += 1
        var builder = DatagramBuilder(
            agent: .ipv4(address),
            subAgent: subAgent,
            sequence: sequence,
            uptime: uptime
        )
        fill(&builder)
        return builder.bytes
    }

    func counters(_ records: [any XDRStructure], _ source: DataSource = container) -> [UInt8] {
        samples[source, default: 0] += 1
        return datagram { $0.counters(source, sequence: samples[source]!, records) }
    }

    func fields(_ fields: [(WorkloadField, RealTimeMetric.Value)], _ source: DataSource = container) -> [UInt8] {
        metrics(fields.map { RealTimeMetric($0.rawValue, $1) }, of: source.description)
    }

    func metrics(_ metrics: [RealTimeMetric], of name: String) -> [UInt8] {
        var sample = RealTimeMetrics()
        sample.dataSource = name
        sample.metrics = metrics
        return datagram { $0.metrics(sample) }
    }

    /// Sends datagrams, a second before each.
    func send(_ datagrams: [UInt8]...) {
        for datagram in datagrams { engine.take(datagram) }
        pass(milliseconds: 1000)
    }

    /// The name of its host.
    func introduce(_ name: String) {
        var description = HostDescription()
        description.hostname = name
        send(counters([description], .host))
    }
}

/// What a container's counters sample has.
func container(
    _ name: String = "web",
    uuid: UInt128 = 7,
    state: UInt32 = 1,
    cpu: UInt32 = 0,
    memory: UInt64 = 1000,
    network: (UInt64, UInt64)? = nil
) -> [any XDRStructure] {
    var description = HostDescription(), processor = VirtualCPU(), used = VirtualMemory(), disk = VirtualDiskIO()
    (description.hostname, description.uuid) = (name, uuid)
    (processor.state, processor.cpuTime, processor.nrVirtCpu) = (state, cpu, 2)
    used.memory = memory
    (disk.bytesWritten, disk.writeRequests) = (UInt64(cpu) * 10, cpu)
    return [description, processor, used, disk] + (network.map { [traffic($0, $1)] } ?? [])
}

/// What a pod's counters sample has.
func pod(
    _ name: String = "k8s__web_shop_u_a",
    uuid: UInt128 = 9,
    in bytesIn: UInt64,
    out bytesOut: UInt64
) -> [any XDRStructure] {
    var description = HostDescription()
    (description.hostname, description.uuid) = (name, uuid)
    return [description, traffic(bytesIn, bytesOut)]
}

private func traffic(_ bytesIn: UInt64, _ bytesOut: UInt64) -> VirtualNetIO {
    var network = VirtualNetIO()
    (network.bytesIn, network.bytesOut) = (bytesIn, bytesOut)
    return network
}

extension Engine {
    func workloads(
        _ filter: MetricFilter = [:],
        _ order: WorkloadOrder = .recent,
        limit: Int = 1000
    ) -> [WorkloadStatus] { workloads(.all, filter, order: order, limit: limit) }
}

extension WorkloadStatus {
    func label(_ field: WorkloadField) -> String? { labels.first { $0.field == field }?.text }
}
