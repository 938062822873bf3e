import FlowLanguage
import NetTypes
import SFlow
import TestKit
import Testing
import Workloads
import XDR

@testable import Engine
@testable import MetricStore

/// What is shown of workloads: their metrics, their names, their totals.
@Suite struct WorkloadTests {
    let clock = TestClock()
    let engine: Engine
    let agent: WorkloadAgent

    init() {
        engine = Engine(EngineConfiguration(clock: clock.read, wallClock: clock.readWall))
        agent = WorkloadAgent(engine, clock)
    }

    @Test(arguments: [
        ("3.100123", "3.100123"), ("3:100123", "3.100123"), ("2.1", "2.1"), ("4", "4"), ("0.4", "4"), ("0:4", "4"),
        ("", "2.1"), ("app", "app"), ("3.", "3."), ("3.1.2", "3.1.2"), ("03.1", "03.1"), ("3.01", "3.01"),
        ("3-1", "3-1"), ("4294967296", "4294967296"), ("3.4294967295", "3.4294967295"), (".3", ".3"), ("-1", "-1"),
    ])
    func metricsGoToTheDataSourceThatTheyName(name: String, source: String) {
        agent.send(agent.metrics([RealTimeMetric("load", .gauge32(5))], of: name))
        #expect(engine.dump(.all, ["load"], [:]).map(\.dataSource) == [source])
    }

    @Test func metricsJoinTheStructuresOfTheirDataSource() {
        agent.introduce("node1")
        agent.send(agent.counters(container()), agent.metrics([RealTimeMetric("queue", .gauge32(7))], of: "3.100123"))
        agent.send(agent.metrics([RealTimeMetric("queue", .gauge32(8))], of: "app"))
        #expect(engine.value("queue", "3.100123") == .number(7) && engine.value("queue", "app") == .number(8))
        #expect(engine.dump(.all, ["queue"], ["host_name": ["node1"]]).count == 2)
        #expect(engine.dump(.all, ["vir_cpu_num"], ["queue": ["7"]]).count == 1)
        #expect(engine.dump(.all, ["vir_cpu_num"], ["queue": ["8"]]).isEmpty)
        let statistic = engine.statistics(.all, [MetricQuery("sum:queue")], [:])[0]
        #expect(statistic.value == .number(15) && statistic.count == 2)
        #expect(engine.table(.all, ["queue", "vir_host_name"], optional: [], [:]).count == 1)
        #expect(engine.metricNames().contains { $0.name == "queue" && $0.age == 1000 })
        #expect(engine.status().metricSamples == 2 && engine.status().metricsRefused == 0)
        // Not of interest to the ledger.
        #expect(engine.workloads().count == 1)
    }

    @Test func theStandardsMetricComesBeforeAnApplications() {
        var cpu = HostCPU()
        cpu.loadOne = 0.5
        agent.send(agent.counters([cpu], .host), agent.metrics([RealTimeMetric("load_one", .gauge32(9))], of: "2.1"))
        #expect(engine.dump(.all, ["load_one"], [:]).map(\.value) == [.number(0.5)])
        #expect(engine.metrics(.all).filter { $0.name == "load_one" }.map(\.value) == [.number(0.5)])
    }

    @Test func onlyHostsHaveAHostName() {
        agent.introduce("node1")
        var gpu = NvidiaGPU()
        agent.send(agent.counters(container() + [gpu]), agent.counters([gpu], .host))
        gpu.gpuTime = 500
        agent.send(agent.counters(container() + [gpu]))
        #expect(engine.dump(.all, ["host_name"], [:]).map(\.value) == [.text("node1")])
        #expect(engine.dump(.all, ["uuid"], [:]).map(\.dataSource) == ["2.1"])
        #expect(engine.dump(.all, ["vir_host_name"], [:]).map(\.value) == [.text("web")])
        #expect(engine.dump(.all, ["vir_uuid"], [:]).count == 1 && engine.dump(.all, ["os_name"], [:]).count == 2)
        #expect(engine.dump(.all, ["vir_nvml_gputime"], [:]).map(\.value) == [.number(50)])
        #expect(engine.dump(.all, ["nvml_device_count"], [:]).map(\.dataSource) == ["2.1"])
        let names = Set(engine.metrics(.all).filter { $0.dataSource == "3.100123" }.map(\.name))
        #expect(names.isSuperset(of: ["vir_host_name", "vir_nvml_processes", "machine_type", "docker_name"]))
        #expect(names.isDisjoint(with: ["host_name", "uuid", "nvml_processes"]))
        #expect(Set(engine.metricNames().map(\.name)).isSuperset(of: ["host_name", "vir_host_name", "docker_name"]))
    }

    @Test func labelsAreDerivedUntilTheAgentSendsThem() {
        func labels() -> [String] {
            engine.metrics(.all).filter { WorkloadField(rawValue: $0.name) != nil }.map {
                "\($0.name)=\($0.value.text)"
            }
            .sorted()
        }
        agent.send(agent.counters(container("k8s_app_web_shop_u_0")))
        #expect(labels() == ["k8s_container=app", "k8s_name=web", "k8s_namespace=shop"])
        agent.send(agent.counters(container("other.service")))
        #expect(labels() == ["systemd_service=other"])
        #expect(engine.workloads().first?.label(.systemdService) == "other")
        agent.send(agent.fields([(.containerName, .text("other.service")), (.runtime, .text("docker"))]))
        #expect(labels() == ["docker_name=other.service", "vir_runtime=docker"])
        #expect(engine.workloads().first?.label(.systemdService) == nil)
        agent.send(agent.counters(container("other.service")))
        #expect(labels() == ["docker_name=other.service", "vir_runtime=docker"])
        // When they are sent no more.
        for _ in 0..<62 { agent.send(agent.counters(container("other.service"))) }
        engine.expire(shard: 0)
        agent.send(agent.counters(container("other.service")))
        #expect(labels() == ["systemd_service=other"])
        #expect(engine.workloads().first?.label(.containerName) == "other.service")
    }

    @Test func aJavaMachineIsNoContainer() {
        var runtime = JVMRuntime()
        runtime.vmName = "tomcat"
        agent.send(agent.counters(container("jvm_tomcat") + [runtime]))
        #expect(engine.value("docker_name") == nil && engine.value("jvm_name") == .text("tomcat"))
    }

    /// The query behind the picture of processes.
    @Test func aTableOfEveryKindOfWorkload() {
        agent.introduce("node1")
        let names = [
            "k8s_app_web_shop_u_0", "cron.service", "api.2.z9x8c7v6b5n4m3a2s1d0f9g8h", "redis", "k8s__web_shop_u_a",
        ]
        for turn in 0...1 as ClosedRange<UInt32> {
            for (index, name) in names.enumerated() {
                let source = DataSource(sourceClass: 3, index: 100_000 + UInt32(index))
                let cpu = turn * 100 * UInt32(index + 1)
                let records = index < 4 ? container(name, uuid: UInt128(index + 1), cpu: cpu) : pod(name, in: 1, out: 1)
                engine.take(agent.counters(records, source))
            }
            agent.pass(milliseconds: 1000)
        }
        let columns = [
            "vir_cpu_utilization", "k8s_namespace", "k8s_name", "systemd_service", "swarm_name", "docker_name",
            "jvm_name", "vir_host_name",
        ]
        let rows = engine.table(.all, columns, optional: Set(columns[1...6]), [:])
            .map { row in row.map { $0?.value.text ?? "-" }.joined(separator: " ") }.sorted()
        #expect(
            rows == [
                "10 shop web - - - - k8s_app_web_shop_u_0", "20 - - cron - - - cron.service",
                "30 - - - api - - api.2.z9x8c7v6b5n4m3a2s1d0f9g8h", "40 - - - - redis - redis",
            ]
        )
        #expect(engine.dump(.all, ["vir_bytes_in"], ["k8s_name": ["web"]]).count == 1)
    }

    @Test func processorTimeIsFollowedThroughItsWraps() {
        for cpu in [4_000_000_000, 4_294_967_000, 1_000_000, 2_500_000_000, 4_200_000_000, 5] as [UInt32] {
            agent.send(agent.counters(container(cpu: cpu)))
        }
        let wrapped: Double? = 8_589_934.597
        #expect(engine.workloads().map(\.cpuSeconds) == [wrapped])
        // The agent's own figure is exact.
        agent.send(agent.fields([(.cpuTime, .counter64(8_589_934_592_123_456_789))]))
        #expect(engine.workloads().first?.cpuSeconds == 8_589_934_592.123_456_789)
    }

    @Test func memoryIsTheMostThatWasToldOrSeen() {
        for memory in [1000, 9000, 3000] as [UInt64] { agent.send(agent.counters(container(memory: memory))) }
        #expect(engine.workloads().map(\.memoryPeak) == [9000] && engine.workloads().map(\.memoryUsed) == [3000])
        agent.send(agent.fields([(.memoryPeak, .gauge64(12_000))]))
        #expect(engine.workloads().map(\.memoryPeak) == [12_000])
    }

    @Test func whatIsUnknownIsNotCounted() {
        var processor = VirtualCPU(), network = VirtualNetIO(), memory = VirtualMemory()
        processor.cpuTime = .max
        (network.bytesIn, network.packetsIn, memory.memory) = (.max, .max, .max)
        agent.send(agent.counters([processor, network, memory]))
        let workload = engine.workloads().first
        #expect(workload != nil && workload?.cpuSeconds == nil && workload?.bytesIn == nil)
        #expect(workload?.packetsIn == nil && workload?.memoryPeak == nil && workload?.hostName == nil)
        #expect(workload?.bytesOut == 0)
    }

    @Test(
        arguments: [
            (["k8s_namespace": ["shop"]], "a b"), (["k8s_namespace": ["sh*", "other"]], "a b c"),
            (["k8s_namespace": ["shop"], "state": ["ended"]], "b"), (["host_name": ["node1"]], "a b c d"),
            (["vir_host_name": ["redis"]], "d"), (["exitCode": ["137"]], "b"), (["dataSource": ["3.100002"]], "c"),
            (["agent": ["192.0.2.9"]], ""), (["nonsense": ["x"]], ""), (["end": ["ended"]], "b"),
        ] as [(MetricFilter, String)]
    )
    func filtersAreThoseOfMetrics(_ filter: MetricFilter, _ expected: String) {
        agent.introduce("node1")
        let names = ["k8s_app_a_shop_u_0", "k8s_app_b_shop_u_0", "k8s_app_c_other_u_0", "redis"]
        for (index, name) in names.enumerated() {
            let source = DataSource(sourceClass: 3, index: 100_000 + UInt32(index))
            agent.send(agent.counters(container(name, uuid: UInt128(index + 1)), source))
        }
        let second = DataSource(sourceClass: 3, index: 100_001)
        agent.send(agent.fields([(.ended, .gauge64(5)), (.exitCode, .gauge32(137))], second))
        let found = engine.workloads(filter).map { $0.label(.podName) ?? "d" }.sorted()
        #expect(found.joined(separator: " ") == expected)
    }

    @Test func agentsAreChosenByAddressOrHost() {
        agent.introduce("node1")
        let other = WorkloadAgent(engine, clock, address: 0xc000_0202)
        agent.send(agent.counters(container(state: 5)))
        other.send(other.counters(container()))
        func nodes(_ names: Set<String>) -> [String] {
            engine.workloads(.named(names), [:], order: .recent, limit: 9).map { $0.agent.description }
        }
        #expect(nodes(["node1"]) == ["192.0.2.1"] && nodes(["192.0.2.2"]) == ["192.0.2.2"])
        #expect(nodes(["node1", "192.0.2.2"]).count == 2 && nodes([]).isEmpty)
    }

    @Test func theLargestComeFirst() {
        for (index, figure) in [30, 10, 20].enumerated() {
            let source = DataSource(sourceClass: 3, index: 100_000 + UInt32(index))
            let records = container(
                uuid: UInt128(index + 1),
                cpu: UInt32(figure),
                memory: UInt64(40 - figure),
                network: (UInt64(figure), 1)
            )
            agent.send(agent.counters(records, source))
        }
        func order(_ order: WorkloadOrder) -> [Double?] { engine.workloads([:], order).map(\.cpuSeconds) }
        #expect(order(.cpu) == [0.03, 0.02, 0.01] && order(.bytes) == order(.cpu) && order(.disk) == order(.cpu))
        #expect(order(.memory) == [0.01, 0.02, 0.03])
        #expect(order(.lifeTime) == [0.03, 0.01, 0.02] && order(.recent) == [0.02, 0.01, 0.03])
        #expect(engine.workloads([:], .cpu, limit: 2).map(\.cpuSeconds) == [0.03, 0.02])
    }
}
