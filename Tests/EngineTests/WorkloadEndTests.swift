import FlowLanguage
import NetTypes
import SFlow
import TestKit
import Testing
import Workloads
import XDR

@testable import Engine
@testable import MetricStore

/// When a workload ends, and that it ends once.
@Suite struct WorkloadEndTests {
    let clock = TestClock()
    let engine: Engine
    let agent: WorkloadAgent

    init() {
        engine = Engine(EngineConfiguration(clock: clock.read, wallClock: clock.readWall))
        agent = WorkloadAgent(engine, clock)
    }

    /// The last fields of a run that began at `started`.
    private func end(
        started: UInt64 = 1_700_000_000_000,
        after life: UInt64 = 50,
        cpu: UInt64 = 42_000_000,
        exit code: UInt32 = 3
    ) -> [(WorkloadField, RealTimeMetric.Value)] {
        [
            (.runtime, .text("docker")), (.containerName, .text("web")), (.started, .gauge64(started)),
            (.ended, .gauge64(started + life)), (.exitCode, .gauge32(code)), (.isComplete, .gauge32(1)),
            (.cpuTime, .counter64(cpu)), (.memoryPeak, .gauge64(5000)),
        ]
    }

    private func expectOneEnded() {
        let workloads = engine.workloads()
        #expect(workloads.count == 1 && workloads.first?.end == .ended)
        #expect(engine.dump(.all, ["ALL"], [:]).isEmpty && engine.status().dataSources == 0)
        #expect(engine.status().workloadsRunning == 0 && engine.status().workloadsEnded == 1)
    }

    @Test func aContainerThatNobodySawRunningIsRememberedOnce() throws {
        agent.introduce("node1")
        agent.send(agent.fields(end()), agent.counters(container(state: 5, cpu: 42, memory: 4000)))
        let workload = try #require(engine.workloads().first)
        #expect(engine.workloads().count == 1)
        #expect(workload.node == "node1" && workload.dataSource == "3.100123" && workload.hostName == "web")
        #expect(workload.end == .ended && workload.exitCode == 3 && workload.isComplete == true)
        #expect(workload.cpuSeconds == 0.042 && workload.memoryPeak == 5000 && workload.memoryUsed == nil)
        #expect(workload.started == 1_700_000_000_000 && workload.ended == 1_700_000_000_050 && workload.lifeTime == 50)
        #expect(workload.bytesWritten == 420 && workload.writes == 42 && workload.bytesIn == nil)
        #expect(workload.label(.containerName) == "web" && workload.label(.runtime) == "docker" && workload.uuid == 7)
        #expect(engine.dump(.all, ["ALL"], ["vir_host_name": ["*"]]).isEmpty && engine.status().dataSources == 1)
    }

    /// The agent's order, the other one, and with the first of the two lost.
    @Test(arguments: [[0, 1], [1, 0], [0, 1, 0, 1], [1, 0, 1, 0]])
    func theTwoLastSamplesComeInAnyOrder(_ order: [Int]) throws {
        agent.send(agent.counters(container(cpu: 10)))
        let first = agent.fields(end())
        agent.uptime += 1
        let last = [first, agent.counters(container(state: 5, cpu: 42))]
        for index in order { engine.take(last[index]) }
        expectOneEnded()
        let workload = try #require(engine.workloads().first)
        #expect(workload.cpuSeconds == 0.042 && workload.exitCode == 3 && workload.hostName == "web")
        #expect(workload.label(.containerName) == "web" && workload.started == 1_700_000_000_000)
    }

    @Test func bothInOneDatagram() {
        var sample = RealTimeMetrics()
        sample.dataSource = "3:100123"
        sample.metrics = end().map { RealTimeMetric($0.rawValue, $1) }
        agent.send(
            agent.datagram { builder in
                builder.metrics(sample)
                builder.counters(WorkloadAgent.container, container(state: 5, cpu: 42))
            }
        )
        expectOneEnded()
    }

    @Test func aPodEndsByItsFieldAlone() throws {
        agent.send(agent.counters(pod(in: 1000, out: 100)))
        #expect(engine.value("vir_bytes_in") == nil && engine.value("k8s_name") == .text("web"))
        let fields: [(WorkloadField, RealTimeMetric.Value)] = [
            (.podName, .text("web")), (.podNamespace, .text("shop")), (.started, .gauge64(1_700_000_000_000)),
            (.ended, .gauge64(1_700_000_009_000)),
        ]
        agent.send(agent.fields(fields), agent.counters(pod(in: 5000, out: 300)))
        expectOneEnded()
        let workload = try #require(engine.workloads().first)
        #expect(workload.bytesIn == 5000 && workload.bytesOut == 300 && workload.cpuSeconds == nil)
        #expect(workload.label(.podNamespace) == "shop" && workload.lifeTime == 9000)
    }

    @Test func whatComesLateOrTwiceRaisesNobody() {
        let early = agent.counters(container(cpu: 5)), gauges = agent.fields([(.processes, .gauge32(3))])
        agent.pass(milliseconds: 100)
        let last = [agent.fields(end()), agent.counters(container(state: 5, cpu: 42))]
        for datagram in last + [early, gauges] + last + [early, gauges] { engine.take(datagram) }
        expectOneEnded()
        #expect(engine.workloads().first?.cpuSeconds == 0.042)
    }

    @Test(arguments: [4, 5, 6] as [UInt32])
    func otherAgentsTellItByTheState(state: UInt32) throws {
        agent.send(agent.counters(container("k8s_app_web_shop_u_0", cpu: 1500, network: (100, 10))))
        agent.send(agent.counters(container("k8s_app_web_shop_u_0", state: state, cpu: 2500, network: (200, 20))))
        expectOneEnded()
        // A machine that is shut off may be reported on and on.
        for _ in 0..<5 { agent.send(agent.counters(container("k8s_app_web_shop_u_0", state: state, cpu: 2500))) }
        expectOneEnded()
        let workload = try #require(engine.workloads().first)
        #expect(workload.cpuSeconds == 2.5 && workload.bytesIn == 200 && workload.exitCode == nil)
        #expect(workload.started == 1_800_000_000_000 && workload.label(.podContainer) == "app")
    }

    @Test(arguments: [0, 1, 2, 3] as [UInt32])
    func otherStatesAreNoEnd(state: UInt32) {
        agent.send(agent.counters(container(state: state)))
        #expect(engine.workloads().map(\.state) == ["running"] && engine.value("vir_cpu_state") != nil)
    }

    @Test func aRestartIsAnotherRun() {
        for run in 0..<3 as Range<UInt64> {
            let started = 1_700_000_000_000 + run * 100
            agent.send(agent.fields([(.started, .gauge64(started))]), agent.counters(container(cpu: 10)))
            agent.send(agent.fields(end(started: started)), agent.counters(container(state: 5, cpu: 42)))
        }
        #expect(engine.workloads().map(\.end) == [.ended, .ended, .ended])
        #expect(engine.workloads().map(\.started) == [1_700_000_000_200, 1_700_000_000_100, 1_700_000_000_000])
    }

    @Test func aRestartWhoseEndWasLostIsAnotherRun() {
        agent.send(agent.fields([(.started, .gauge64(1_700_000_000_000))]), agent.counters(container(cpu: 5000)))
        agent.send(agent.fields([(.started, .gauge64(1_700_000_060_000))]), agent.counters(container(cpu: 10)))
        #expect(engine.workloads().map(\.end) == [nil, .restarted])
        #expect(engine.workloads().map(\.cpuSeconds) == [0.01, 5])
        #expect(engine.value("vir_cpu_state") == .text("running"))
    }

    @Test func countersThatAreSetBackAreAnotherRun() {
        for cpu in [5000, 6000, 20, 1020] as [UInt32] { agent.send(agent.counters(container(cpu: cpu))) }
        #expect(engine.workloads().map(\.end) == [nil, .restarted])
        #expect(engine.workloads().map(\.cpuSeconds) == [1.02, 6])
        agent.send(agent.counters(container(state: 5, cpu: 1020)))
        agent.send(agent.counters(container(cpu: 10)))
        #expect(engine.workloads().map(\.end) == [nil, .ended, .restarted])
        // By an end whose run nobody saw.
        agent.send(agent.counters(container(state: 5, cpu: 30)))
        agent.send(agent.counters(container(state: 5, cpu: 7)))
        #expect(engine.workloads().map(\.cpuSeconds) == [0.007, 0.03, 1.02, 6])
    }

    @Test func anotherUUIDIsAnotherRun() {
        agent.send(agent.counters(container(uuid: 1, cpu: 10)))
        agent.send(agent.counters(container(uuid: 2, cpu: 20)))
        #expect(engine.workloads().map(\.uuid) == [2, 1] && engine.workloads().map(\.end) == [nil, .restarted])
        agent.send(agent.counters(container(uuid: 2, state: 5, cpu: 30)))
        agent.send(agent.counters(pod(uuid: 3, in: 1, out: 1)))
        #expect(engine.workloads().map(\.uuid) == [3, 2, 1])
    }

    @Test func lateFieldsOfTheRunBeforeDoNotEndTheNext() {
        agent.send(agent.fields([(.started, .gauge64(1_700_000_000_000))]))
        let late = agent.fields(end(), WorkloadAgent.container),
            plain = agent.fields([(.ended, .gauge64(1_700_000_000_050))])
        agent.pass(milliseconds: 10)
        agent.send(
            agent.fields([(.started, .gauge64(1_700_000_100_000)), (.cpuTime, .counter64(9))]),
            agent.counters(container(cpu: 1)),
            late,
            plain
        )
        #expect(engine.workloads().map(\.end) == [nil, .restarted])
        #expect(engine.workloads().first?.started == 1_700_000_100_000)
    }

    @Test func silenceIsAnEndToo() throws {
        agent.send(agent.fields([(.containerName, .text("web"))]), agent.counters(container(cpu: 10)))
        agent.pass(milliseconds: 58_000)
        engine.expire(shard: 0)
        #expect(engine.workloads().map(\.end) == [nil])
        agent.pass(milliseconds: 3000)
        engine.expire(shard: 0)
        let workload = try #require(engine.workloads().first)
        #expect(workload.end == .silent && workload.label(.containerName) == "web")
        // It was not the workload that was silent, but the way.
        agent.send(agent.counters(container(cpu: 20)))
        #expect(engine.workloads().map(\.end) == [nil] && engine.workloads().map(\.cpuSeconds) == [0.02])
        #expect(engine.workloads().first?.started == workload.started && engine.status().workloadsEnded == 0)
        agent.pass(milliseconds: 100_000)
        engine.expire(shard: 0)
        agent.send(agent.counters(container(uuid: 8, cpu: 30)))
        #expect(engine.workloads().map(\.end) == [nil, .silent])
    }

    @Test func theAgentsOwnRestartEndsNothing() {
        agent.send(agent.counters(container(cpu: 1000)))
        agent.send(agent.counters(container(uuid: 5, state: 5, cpu: 42), DataSource(sourceClass: 3, index: 100_200)))
        let next = WorkloadAgent(engine, clock, uptime: 500)
        next.send(next.counters(container(cpu: 2000)))
        #expect(engine.workloads().map(\.end) == [nil, .ended] && engine.workloads().first?.cpuSeconds == 2)
    }

    @Test func agentsAndSubAgentsHaveTheirOwn() {
        let others = [
            WorkloadAgent(engine, clock, address: 0xc000_0202), WorkloadAgent(engine, clock, subAgent: 1),
        ]
        for (index, each) in ([agent] + others).enumerated() {
            each.send(each.counters(container(cpu: UInt32(index + 1) * 1000)))
        }
        #expect(engine.workloads([:], .cpu).map(\.cpuSeconds) == [3, 2, 1])
        others[0].send(others[0].counters(container(state: 5, cpu: 2500)))
        #expect(engine.workloads(["state": ["running"]], .cpu).map(\.cpuSeconds) == [3, 1])
        #expect(engine.workloads(["state": ["ended"]]).map { $0.agent.description } == ["192.0.2.2"])
    }

    @Test func packetsOfADataSourceThatEndsInTheSameDatagramAreNotLeftBehind() throws {
        try engine.setFlow("bytes", FlowDefinition(keys: "", value: "bytes"))
        var sample = FlowSample()
        (sample.source, sample.samplingRate, sample.samplePool) = (WorkloadAgent.container, 100, 100)
        let header = [UInt8](repeating: 2, count: 12) + [8, 0] + [UInt8](repeating: 0, count: 20)
        agent.send(
            agent.datagram { builder in
                builder.flow(sample, header: header)
                builder.counters(WorkloadAgent.container, container(state: 5))
                builder.counters(.interface(4), [InterfaceCounters()])
            }
        )
        #expect(engine.activeFlows(.all, "bytes", limit: 9, minimum: 0, merge: .sum)?.isEmpty == true)
        #expect(engine.status().dataSources == 1)
    }
}
