import HTTPTypes
import Hummingbird
import JSON
import NetTypes
import SFlow
import TestKit
import Testing
import Workloads
import XDR

@testable import AnalyzerAPI
@testable import Engine

@Suite struct PrometheusRouteTests {
    let api = TestAPI.withAgent()

    private func text(_ path: String, _ headers: HTTPFields = [:]) async throws -> String {
        let response = try await api.ask(path, headers: headers)
        #expect(response.status == .ok, "\(path)")
        return response.text
    }

    private func samples(_ path: String, _ api: TestAPI? = nil) async throws -> [String] {
        try await (api ?? self.api).ask(path).text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    }

    /// A container of a pod at leaf1, with metrics of its own.
    private func takeContainer(_ metrics: [RealTimeMetric] = []) {
        var builder = DatagramBuilder(sequence: 3, uptime: 3000)
        var description = HostDescription(), memory = VirtualMemory()
        (description.hostname, description.uuid, memory.memory) = ("web", 7, 4096)
        let source = DataSource(sourceClass: 3, index: 100_001)
        builder.counters(source, [description, memory])
        var fields = RealTimeMetrics()
        fields.dataSource = source.description
        fields.metrics =
            [
                RealTimeMetric(WorkloadField.podName.rawValue, .text("web-1")),
                RealTimeMetric(WorkloadField.podNamespace.rawValue, .text("shop")),
            ] + metrics
        builder.metrics(fields)
        api.take(builder.bytes)
    }

    @Test func aMetricOfAHost() async throws {
        let response = try await api.ask("/prometheus/metrics/ALL/load_one/txt")
        let expected = """
            # HELP sflow_load_one one minute load average; -1 is unknown
            # TYPE sflow_load_one gauge
            sflow_load_one{agent="192.0.2.1",datasource="2.1",host="leaf1"} 0.5

            """
        #expect(response.text == expected)
        #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
    }

    @Test func interfacesAndContainersHaveTheirNames() async throws {
        var builder = DatagramBuilder(sequence: 2, uptime: 2000)
        var name = PortName()
        name.portName = "eth\"1\\"
        builder.counters(.interface(1), [name])
        api.take(builder.bytes)
        takeContainer()
        #expect(
            try await samples("/prometheus/metrics/leaf1/ifspeed,vir_mem_used/txt") == [
                #"sflow_ifspeed{agent="192.0.2.1",datasource="1",host="leaf1",ifname="eth\"1\\"} 1000000"#,
                #"sflow_ifspeed{agent="192.0.2.1",datasource="2",host="leaf1"} 2000000"#,
                #"sflow_vir_mem_used{agent="192.0.2.1",datasource="3.100001",host="leaf1",vir_host="web",k8s_namespace="shop",k8s_name="web-1"} 4096"#,
            ]
        )
        #expect(try await samples("/prometheus/metrics/ALL/ifspeed/txt?ifindex=2").count == 1)
        #expect(try await samples("/prometheus/metrics/192.0.2.9/ALL/txt").isEmpty)
        #expect(try await api.ask("/prometheus/metrics/ALL/,/txt").status == .badRequest)
    }

    @Test func textsAreInformation() async throws {
        let metrics = "/prometheus/metrics/ALL/ifoperstatus,host_name/txt?ifindex=1"
        let expected = """
            # HELP sflow_ifoperstatus_info up or down
            # TYPE sflow_ifoperstatus_info gauge
            sflow_ifoperstatus_info{agent="192.0.2.1",datasource="1",host="leaf1",ifoperstatus="up"} 1

            """
        #expect(try await text(metrics) == expected)
        takeContainer()
        let names = try await samples("/prometheus/metrics/ALL/k8s_name/txt")
        #expect(names.count == 1 && names[0].hasSuffix(#",k8s_name="web-1",value="web-1"} 1"#))
    }

    @Test func allIsEveryNumberAndFamiliesStandTogether() async throws {
        takeContainer([
            RealTimeMetric("a-b", .gauge32(1)), RealTimeMetric("a_b", .gauge32(2)),
            RealTimeMetric("jobs_total", .gauge32(3)),
            RealTimeMetric("note", .text("x")), RealTimeMetric("5xx größe", .gauge32(4)),
        ])
        let all = try await text("/prometheus/metrics/ALL/ALL/txt")
        #expect(!all.contains("_info") && !all.contains("note"))
        let numbers = try await api.json("/metric/192.0.2.1/json")
        guard case .object(let members) = numbers else { Issue.record("no object"); return }
        let count = members.filter { $0.value.coercedNumber != nil && !"\($0.value)".hasPrefix("string") }.count
        // One of the two that have become sflow_a_b is left.
        let lines = all.split(separator: "\n")
        #expect(lines.filter { !$0.hasPrefix("#") }.count == count - 1)
        let names = lines.filter { !$0.hasPrefix("#") }.map { $0.prefix { $0 != "{" } }
        var closed: Set<Substring> = [], last: Substring?
        for name in names where name != last {
            #expect(closed.insert(name).inserted, "\(name)")
            last = name
        }
        #expect(all.contains("# TYPE sflow_jobs_total untyped\n") && all.contains("\nsflow_5xx_gr__e{"))
        #expect(lines.filter { $0.hasPrefix("# TYPE") }.count == closed.count)
    }

    @Test func thePropertiesArePrefixAndType() async throws {
        var bare = api
        bare.settings.prometheus.prefix = ""
        bare.settings.prometheus.describes = false
        let expected = "load_one{agent=\"192.0.2.1\",datasource=\"2.1\",host=\"leaf1\"} 0.5\n"
        #expect(try await bare.ask("/prometheus/metrics/ALL/load_one/txt").text == expected)
        #expect(try await bare.ask("/prometheus/analyzer/txt").text.contains("\nanalyzer_agents 1\n"))
        #expect(try await bare.ask("/metrics").text.contains("# TYPE starling_agents gauge\n"))
    }

    @Test func theAnalyzersFiguresHaveTheKnownNames() async throws {
        let text = try await text("/prometheus/analyzer/txt"), status = try await api.json("/analyzer/json")
        for line in [
            "agents 1", "agent_count 1", "received_datagrams 1", "discarded_datagrams 0", "data_sources 3",
            "parse_errors_sample_count 0", "http_connections_total 0",
        ] { #expect(text.contains("\nsflow_analyzer_\(line)\n"), "\(line)") }
        for name in ["received_bytes", "heap_used_bytes", "cpu_load_process", "uptime_seconds", "mem_free_bytes"] {
            #expect(text.contains("\nsflow_analyzer_\(name) "), "\(name)")
        }
        #expect(text.contains("# TYPE sflow_analyzer_agent_count untyped\n"))
        #expect(text.contains("# TYPE sflow_analyzer_http_connections_total counter\n"))
        guard case .object(let members) = status else { Issue.record("no object"); return }
        let figures = Set(AnalyzerFigure.all.map(\.member))
        #expect(members.allSatisfy { figures.contains($0.name) || ["version", "updateAvailable"].contains($0.name) })
        #expect(!text.contains("dns_"))
    }

    @Test func theAnalyzersOwnMetrics() async throws {
        let text = try await text("/metrics")
        for line in [
            "starling_build_info{version=\"\(starlingVersion)\"} 1", "starling_received_datagrams_total 1",
            "starling_received_samples_total{type=\"counter\"} 3", "starling_parse_errors_total{kind=\"Version4\"} 0",
            "starling_agent_received_datagrams_total{agent=\"192.0.2.1\",host=\"leaf1\"} 1",
            "# TYPE process_cpu_seconds_total counter",
        ] { #expect(text.contains("\n\(line)\n"), "\(line)") }
        #expect(!text.contains("starling_source_") && !text.contains("# EOF") && !text.contains("# UNIT"))
    }

    @Test func openMetricsForThoseWhoAskForIt() async throws {
        let response = try await api.ask("/metrics", headers: [.accept: "application/openmetrics-text;version=1.0.0"])
        #expect(response.headers[.contentType] == "application/openmetrics-text; version=1.0.0; charset=utf-8")
        #expect(response.text.hasSuffix("\n# EOF\n"))
        #expect(response.text.contains("# TYPE process_cpu_seconds counter\n# UNIT process_cpu_seconds seconds\n"))
        #expect(response.text.contains("# TYPE starling_build info\n"))
        let head = try await api.ask("/metrics", .head)
        #expect(head.status == .ok && head.body.readableBytes == 0)
    }

    @Test func theLedgersCountersDoNotShrink() async throws {
        func value(_ name: String) async throws -> String? {
            try await samples("/metrics").first { $0.hasPrefix("starling_\(name)_total{") }.map {
                String($0.split(separator: " ")[1])
            }
        }
        for sequence in [10, 12, 14] as [UInt32] { api.takePacket(sequence) }
        #expect(try await value("source_lost_samples") == "2")
        #expect(try await value("source_out_of_order_samples") == "0")
        api.takePacket(11)
        #expect(try await value("source_lost_samples") == "2")
        #expect(try await value("source_out_of_order_samples") == "1")
        let text = try await text("/metrics"), labels = #"{agent="192.0.2.1",datasource="1",host="leaf1"}"#
        #expect(text.contains("\nstarling_source_sampling_rate\(labels) 100\n"))
        #expect(text.contains("\nstarling_source_effective_sampling_rate\(labels) 100\n"))
        let agents = try await self.text("/metrics?ledger=agents"), none = try await self.text("/metrics?ledger=none")
        #expect(!agents.contains("starling_source_") && agents.contains("starling_agent_lost_datagrams_total"))
        #expect(!none.contains("starling_agent_") && none.contains("starling_agents 1\n"))
        #expect(try await api.ask("/metrics?ledger=some").status == .badRequest)
    }

    @Test func aLongAnswerComesInParts() throws {
        for index in 3...3000 as ClosedRange<UInt32> {
            var builder = DatagramBuilder(sequence: index, uptime: index * 1000)
            var interface = InterfaceCounters()
            (interface.ifIndex, interface.ifSpeed) = (index, 1000)
            builder.counters(.interface(index), [interface])
            api.take(builder.bytes)
        }
        let survey = MetricSurvey(api.engine, .all, [:])
        var exposition = MetricExposition(
            survey,
            ["ifspeed", "ifindex", "load_one"],
            hasTexts: true,
            PrometheusSettings()
        )
        var parts: [[UInt8]] = []
        while let part = exposition.next() { parts.append(part) }
        #expect(parts.count == 3)
        #expect(parts.joined().count { $0 == UInt8(ascii: "\n") } == 6001 + 6)
    }
}
