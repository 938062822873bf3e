import HTTPTypes
import JSON
import NetTypes
import SFlow
import TestKit
import Testing
import Workloads
import XDR

@testable import AnalyzerAPI

@Suite struct WorkloadRouteTests {
    let api = TestAPI.withAgent()

    /// A container that runs and one that has ended.
    init() {
        for (index, state) in ([1, 5] as [UInt32]).enumerated() {
            let sequence = UInt32(index) + 2
            var builder = DatagramBuilder(sequence: sequence, uptime: sequence * 1000)
            var description = HostDescription(), processor = VirtualCPU(), memory = VirtualMemory()
            description.hostname = "k8s_app\(index)_web_shop_u_0"
            (description.uuid, processor.state, processor.cpuTime) = (UInt128(index + 1), state, sequence * 1000)
            memory.memory = 4096
            let source = DataSource(sourceClass: 3, index: 100_000 + UInt32(index))
            builder.counters(source, [description, processor, memory])
            if state == 5 {
                var fields = RealTimeMetrics()
                fields.dataSource = source.description
                fields.metrics = [
                    RealTimeMetric(WorkloadField.started.rawValue, .gauge64(1000)),
                    RealTimeMetric(WorkloadField.ended.rawValue, .gauge64(3500)),
                    RealTimeMetric(WorkloadField.exitCode.rawValue, .gauge32(137)),
                    RealTimeMetric(WorkloadField.isComplete.rawValue, .gauge32(0)),
                ]
                builder.metrics(fields)
            }
            api.take(builder.bytes)
        }
    }

    private func names(_ query: String) async throws -> [JSONValue?] {
        guard case .array(let workloads) = try await api.json("/workloads" + query) else { return [] }
        return workloads.map { $0["k8s_container"] }
    }

    @Test func bothWithWhatTheyHaveUsed() async throws {
        guard case .array(let workloads) = try await api.json("/workloads/json"), workloads.count == 2 else {
            Issue.record("not two workloads")
            return
        }
        let (running, ended) = (workloads[0], workloads[1])
        #expect(running["state"] == .string("running") && running["k8s_namespace"] == .string("shop"))
        #expect(running["agent"] == .string("192.0.2.1") && running["dataSource"] == .string("3.100000"))
        #expect(running["node"] == .string("leaf1") && running["cpuSeconds"] == .number(2))
        #expect(running["memoryUsed"] == .number(4096) && running["end"] == nil && running["ended"] == nil)
        #expect(running["vir_uuid"] == .string("00000000-0000-0000-0000-000000000001"))
        #expect(ended["state"] == .string("ended") && ended["end"] == .string("ended"))
        #expect(ended["exitCode"] == .number(137) && ended["complete"] == .bool(false))
        #expect(ended["started"] == .number(1000) && ended["ended"] == .number(3500))
        #expect(ended["lifeTime"] == .number(2500) && ended["cpuSeconds"] == .number(3))
        #expect(ended["memoryPeak"] == .number(4096) && ended["memoryUsed"] == nil && ended["bytesIn"] == nil)
    }

    @Test(arguments: [
        ("/json?state=ended", ["app1"]), ("/json?state=running", ["app0"]), ("/json?sort=cpu", ["app1", "app0"]),
        ("/json?sort=cpu&maxWorkloads=1", ["app1"]), ("/json?maxWorkloads=0", []),
        ("/json?k8s_namespace=shop&k8s_container=*0", ["app0"]), ("/json?k8s_namespace=none", []),
        ("/ALL/json", ["app0", "app1"]), ("/leaf1/json?state=ended", ["app1"]), ("/192.0.2.9/json", []),
        ("/192.0.2.1/json?vir_host_name=k8s_app0*&vir_host_name=k8s_app1*", ["app0", "app1"]),
    ])
    func questions(query: String, containers: [String]) async throws {
        #expect(try await names(query) == containers.map { .string($0) })
    }

    @Test(arguments: [
        ("/workloads/json?state=gone", "state"), ("/workloads/json?sort=cpus", "sort"),
        ("/workloads/json?maxWorkloads=-1", "maxWorkloads"),
    ])
    func mistakesAreNamed(path: String, attribute: String) async throws {
        let response = try await api.ask(path)
        #expect(response.status == .badRequest && response.problem?["attribute"] == .string(attribute))
    }

    @Test func aStreamHasThem() throws {
        let analyzer = Analyzer(engine: api.engine)
        let (route, request) = try Analyzer.routes.resolve(
            .get,
            try RequestTarget("/stream/workloads/json?state=ended&interval=2")
        )
        let stream = try analyzer.eventStream(route, request)
        let text = String(decoding: stream.events(), as: UTF8.self)
        #expect(text.hasPrefix(#"data: [{"agent":"192.0.2.1","dataSource":"3.100001""#), "\(text)")
    }

    @Test func theStateOfTheAnalyzerCountsThem() async throws {
        let status = try await api.json("/analyzer/json")
        #expect(status["sFlowWorkloadsRunning"] == .number(1) && status["sFlowWorkloadsEnded"] == .number(1))
        #expect(status["sFlowWorkloadsEvicted"] == .number(0) && status["sFlowMetricsRefused"] == .number(0))
        #expect(status["sFlowMetricSamples"] == .number(1))
    }

    @Test func tablesHaveTheColumnsOfThePictureOfProcesses() async throws {
        let columns =
            "sort:vir_cpu_utilization:-10000,null:k8s_namespace,null:k8s_name,null:systemd_service,null:swarm_name,"
            + "null:docker_name,null:jvm_name,vir_host_name"
        #expect(try await api.json("/table/ALL/\(columns)/json") == .array([]), "there is no rate yet")
        let unsorted = try await api.json("/table/ALL/vir_cpu_num,null:k8s_namespace,null:docker_name/json")
        #expect(unsorted.first?.first?["metricName"] == .string("vir_cpu_num"))
        guard case .array(let cells)? = unsorted.first else { return }
        #expect(cells[1]["metricValue"] == .string("shop") && cells[2] == .null)
    }
}
