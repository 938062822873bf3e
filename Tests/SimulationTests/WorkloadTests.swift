import NetTypes
import SFlow
import Testing
import Workloads

@testable import Simulation

@Suite struct SimulatedWorkloadTests {
    private static let recording: Recording = {
        var options = SimulationOptions()
        options.nodes = 12
        options.containers = 10
        options.sampling = 5000
        options.polling = 5
        options.truthInterval = 10
        return Recording(options, seconds: 40)
    }()
    private static let seen = Result { try Seen(recording.datagrams) }

    private func metrics(
        _ field: WorkloadField
    ) throws -> [(agent: UInt32, source: String, value: RealTimeMetric.Value)] {
        try Self.seen.get().metrics.flatMap { sample in
            sample.metrics.metrics.filter { $0.name == field.rawValue }.map {
                (sample.agent, sample.metrics.dataSource, $0.value)
            }
        }
    }

    @Test func metricsAreThoseOfAgents() throws {
        let known = Set(WorkloadField.allCases.map(\.rawValue))
        for sample in try Self.seen.get().metrics {
            #expect(sample.metrics.metrics.allSatisfy { known.contains($0.name) })
        }
        for field in [WorkloadField.runtime, .podNamespace, .podName, .containerName, .addresses, .started, .cpuTime] {
            #expect(try !metrics(field).isEmpty, "\(field.rawValue)")
        }
    }

    /// Every container that ended said so once, with the processor time that the truth has.
    @Test func endsAreTold() throws {
        let ended = Self.recording.lines("workload").filter { $0.text("event") == "ended" }
        #expect(ended.count > 20)
        let codes = try metrics(.exitCode)
        #expect(codes.count == ended.count)
        let times = try metrics(.cpuTime)
        for line in ended {
            let own = times.filter { ipv4Text($0.agent) == line.text("agent") && $0.source == line.text("dataSource") }
            let nanoseconds = own.map { if case .counter64(let value) = $0.value { Double(value) / 1e9 } else { -1.0 } }
            #expect(nanoseconds.contains { abs($0 - line.number("cpuSeconds")) < 1e-9 })
        }
        // Some live for less than a polling interval.
        #expect(ended.contains { $0.number("lifeSeconds") < 3 && $0.number("cpuSeconds") > 0 })
    }

    @Test func sourcesOfANodeAreItsOwn() {
        let cluster = Self.recording.cluster
        for node in 0..<12 {
            let running = cluster.placement.slots(ofNode: node).map { cluster.slots[$0] }.filter(\.isRunning)
            let sources = running.flatMap { [$0.containerSource] + ($0.podSource == 0 ? [] : [$0.podSource]) }
            #expect(Set(sources).count == sources.count)
            #expect(sources.allSatisfy { (100_000...149_999).contains($0) })
        }
    }

    @Test func namesAreThoseThatAnalyzersRead() {
        let cluster = Self.recording.cluster
        for slot in 0..<cluster.slots.count {
            let names = WorkloadNames(cluster, slot: slot)
            let labels = CollectorNameParser.labels(of: names.hostName(isPod: true))
            #expect(names.hostName(isPod: false).utf8.count <= CollectorName.limit)
            if names.isDocker {
                #expect(labels == [WorkloadLabel(.containerName, names.pod)])
            } else {
                #expect(labels.contains(WorkloadLabel(.podNamespace, names.namespace)))
            }
        }
    }

    /// A container's network is that of its conversations: all that pods of one node sent and others received went in pairs.
    @Test func whatOneSendsAnotherReceives() {
        let cluster = Self.recording.cluster
        var sent: UInt64 = 0, received: UInt64 = 0
        for index in 0..<cluster.conversations.count {
            let conversation = cluster.conversations[index]
            guard conversation.client.slot >= 0, conversation.server.slot >= 0 else { continue }
            for place in conversation.streamPlaces { sent += UInt64(cluster.streams[place].sent) }
        }
        for slot in 0..<cluster.slots.count { received += cluster.networks[slot].framesIn }
        #expect(sent > 0)
        #expect(received > sent / 2)
    }
}
