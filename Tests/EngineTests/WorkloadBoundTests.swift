import NetTypes
import SFlow
import TestKit
import Testing
import Workloads
import XDR

@testable import Engine
@testable import MetricStore

/// How much is remembered, and for how long.
@Suite struct WorkloadBoundTests {
    let clock = TestClock()

    private func engine(ended: Int = 50_000, sources: Int = 2_000_000) -> Engine {
        var configuration = EngineConfiguration(clock: clock.read, wallClock: clock.readWall)
        configuration.maximumEndedWorkloads = ended
        configuration.maximumSources = sources
        return Engine(configuration)
    }

    @Test func anHourIsRemembered() {
        let engine = engine(), agent = WorkloadAgent(engine, clock)
        for index in 0..<3 as Range<UInt32> {
            let source = DataSource(sourceClass: 3, index: 100_000 + index)
            agent.send(agent.counters(container(uuid: UInt128(index + 1), state: 5, cpu: index), source))
        }
        agent.pass(milliseconds: 3_597_000)
        // One that is still reported, though it has ended.
        agent.send(agent.counters(container(uuid: 1, state: 5), DataSource(sourceClass: 3, index: 100_000)))
        engine.expire(shard: 0)
        #expect(engine.workloads().count == 3)
        agent.pass(milliseconds: 3000)
        engine.expire(shard: 0)
        #expect(engine.workloads().map(\.uuid) == [1] && engine.status().workloadsEvicted == 0)
        agent.pass(milliseconds: 3_600_000)
        engine.expire(shard: 0)
        #expect(engine.workloads().isEmpty)
    }

    @Test func theFirstOfManyAreAnswered() {
        let engine = engine(), agent = WorkloadAgent(engine, clock)
        for index in 0..<5000 as Range<UInt32> {
            let source = DataSource(sourceClass: 3, index: 100_000 + index)
            engine.take(agent.counters(container(uuid: UInt128(index + 1), cpu: index * 7919 % 5000), source))
        }
        for limit in [0, 1, 10, 700, 5000, 9000] {
            let answer = engine.workloads([:], .cpu, limit: limit).map { Int(($0.cpuSeconds ?? -1) * 1000 + 0.5) }
            #expect(answer == Array((0..<5000).reversed().prefix(limit)))
        }
    }

    @Test func theOldestLeaveWhereThereAreTooMany() {
        let engine = engine(ended: 100), agent = WorkloadAgent(engine, clock)
        for index in 0..<1000 as Range<UInt32> {
            let source = DataSource(sourceClass: 3, index: 100_000 + index % 150)
            engine.take(agent.counters(container(uuid: UInt128(index + 1), state: 5), source))
            agent.pass(milliseconds: 10)
        }
        let latest = Array((901...1000 as ClosedRange<UInt128>).reversed())
        #expect(engine.workloads().map { $0.uuid ?? 0 } == latest)
        #expect(engine.status().workloadsEnded == 100 && engine.status().workloadsEvicted == 900)
    }

    /// Every datagram another agent, data source, name and label.
    @Test func aMillionSpoofedOnesCostNoMoreThanTheBounds() async {
        await #expect(processExitsWith: .success) {
            let clock = TestClock()
            var configuration = EngineConfiguration(clock: clock.read)
            configuration.maximumAgents = 1000
            configuration.maximumSources = 2000
            configuration.maximumCustomNames = 500
            configuration.maximumCustomMetrics = 5000
            configuration.maximumCustomText = 100_000
            configuration.maximumEndedWorkloads = 1000
            configuration.expiryFloor = 2000
            let engine = Engine(configuration)
            var flood = RealTimeMetricFlood()
            func send(_ count: Int) {
                for _ in 0..<count / 1000 {
                    for _ in 0..<1000 { engine.take(flood.next()) }
                    clock.advance(seconds: 0.5)
                    engine.expire(shard: 0)
                    let status = engine.status()
                    #expect(status.dataSources <= 2000 && status.metrics <= 5000 + 20_000)
                    #expect(status.workloadsEnded <= 1000 && status.workloadsRunning <= 2000)
                }
            }
            send(200_000)
            let before = MutationRun.residentMemory()
            send(800_000)
            let after = MutationRun.residentMemory()
            let status = engine.status()
            #expect(after <= before + 5_000_000, "resident memory went from \(before) to \(after)")
            #expect(status.metricsRefused > 0 && status.workloadsEvicted > 0 && status.dataSourcesRefused > 0)
            #expect(status.metricSamples > 100_000)
            #expect(engine.workloads(.all, [:], order: .cpu, limit: 10_000).count <= 3000)
            // It is forgotten.
            for _ in 0..<3 {
                clock.advance(seconds: 4000)
                engine.expire(shard: 0)
            }
            #expect(engine.status().dataSources == 0 && engine.status().metrics == 0)
            #expect(engine.workloads(.all, [:], order: .cpu, limit: 10).isEmpty)
        }
    }
}

/// Metrics and workloads whose every name is new.
private struct RealTimeMetricFlood {
    private var count: UInt32 = 0

    mutating func next() -> [UInt8] {
        count += 1
        var builder = DatagramBuilder(agent: .ipv4(count % 700), sequence: count, uptime: count)
        var sample = RealTimeMetrics()
        sample.dataSource = count % 3 == 0 ? "source \(count)" : "3.\(100_000 + count % 40_000)"
        sample.metrics = (0..<2).map { RealTimeMetric("spoofed_\(count)_\($0)", .text("some longer text \(count)")) }
        sample.metrics.append(RealTimeMetric(WorkloadField.podName.rawValue, .text("pod-\(count)-with-a-long-name")))
        if count % 2 == 0 {
            sample.metrics.append(RealTimeMetric(WorkloadField.ended.rawValue, .gauge64(UInt64(count))))
        }
        builder.metrics(sample)
        return builder.bytes
    }
}
