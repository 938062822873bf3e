import FlowLanguage
import MetricStore
import NetTypes
import SFlow
import TestKit
import Testing
import Workloads
import XDR

@testable import Engine

@Suite struct MetricSurveyTests {
    let clock = TestClock()
    let engine: Engine
    let agent: WorkloadAgent

    init() {
        engine = Engine(EngineConfiguration(clock: clock.read))
        agent = WorkloadAgent(engine, clock)
    }

    private func interface(_ index: UInt32) -> [UInt8] {
        var counters = InterfaceCounters(), name = PortName()
        (counters.ifIndex, counters.ifSpeed, name.portName) = (index, 1000, "eth\(index)")
        return agent.counters([counters, name], .interface(index))
    }

    private func survey(_ selection: AgentSelection = .all, _ filter: MetricFilter = [:]) -> MetricSurvey {
        MetricSurvey(engine, selection, filter)
    }

    @Test func dataSourcesAreCalledByAllTheirNames() {
        agent.introduce("leaf1")
        agent.send(
            interface(4),
            agent.counters(container("web", memory: 77)),
            agent.fields([(.podName, .text("shop-1")), (.podNamespace, .text("shop")), (.image, .text("nginx"))])
        )
        var survey = survey()
        #expect(survey.readings(of: "ifspeed").map(\.value) == [.number(1000)])
        #expect(survey.readings(of: "vir_mem_used").map(\.value) == [.number(77)])
        #expect(survey.readings(of: "host_name").map(\.value) == [.text("leaf1")])
        let address = IPAddress.v4(0xc000_0201)
        let expected = [
            SourceNames(agent: address, dataSource: "4", hostName: "leaf1", interfaceName: "eth4"),
            SourceNames(
                agent: address,
                dataSource: "3.100123",
                hostName: "leaf1",
                virtualHostName: "web",
                labels: [WorkloadLabel(.podNamespace, "shop"), WorkloadLabel(.podName, "shop-1")]
            ),
            SourceNames(agent: address, dataSource: "2.1", hostName: "leaf1"),
        ]
        #expect(survey.takeNewSources() == expected)
        #expect(survey.takeNewSources().isEmpty)
    }

    @Test func labelsOfNamesAreThereToo() {
        agent.send(agent.counters(container("k8s_app_shop-1_shop_3ffe_0")))
        var survey = survey()
        #expect(survey.readings(of: "vir_mem_used").count == 1)
        let labels = survey.takeNewSources()[0].labels
        #expect(
            labels.contains(WorkloadLabel(.podName, "shop-1")) && labels.contains(WorkloadLabel(.podContainer, "app"))
        )
    }

    @Test func subAgentsWithTheSameDataSourceAreOne() {
        let other = WorkloadAgent(engine, clock, subAgent: 1)
        agent.introduce("leaf1")
        other.introduce("leaf1")
        var survey = survey()
        #expect(survey.readings(of: "host_name") == [MetricSurvey.Reading(source: 0, value: .text("leaf1"))])
        #expect(survey.readings(of: "host_name").count == 1)
    }

    @Test func agentsAndFiltersChoose() {
        let other = WorkloadAgent(engine, clock, address: 0xc000_0202)
        agent.introduce("leaf1")
        other.introduce("leaf2")
        for index in 1...3 as ClosedRange<UInt32> { agent.send(interface(index)) }
        var one = survey(.named(["leaf2"]))
        #expect(one.readings(of: "host_name").map(\.value) == [.text("leaf2")])
        #expect(one.readings(of: "ifspeed").isEmpty)
        #expect(one.takeNewSources().map(\.dataSource) == ["2.1"])
        var filtered = survey(.named(["192.0.2.1"]), ["ifname": ["eth2", "eth3"]])
        #expect(filtered.readings(of: "ifspeed").map(\.source) == [0, 1])
        #expect(filtered.takeNewSources().map(\.interfaceName) == ["eth2", "eth3"])
        #expect(filtered.readings(of: "nothing").isEmpty)
    }

    @Test func manyDataSourcesAreReadInParts() {
        for index in 1...10_000 as ClosedRange<UInt32> { engine.take(interface(index)) }
        var survey = survey()
        for _ in 1...2 {
            let readings = survey.readings(of: "ifspeed")
            #expect(readings.count == 10_000 && Set(readings.map(\.source)).count == 10_000)
        }
        #expect(survey.takeNewSources().count == 10_000)
    }

    @Test func applicationsAndFlowsHaveMetricsToo() throws {
        try engine.setFlow("total", FlowDefinition(value: "frames", timeConstant: 10))
        agent.send(
            agent.metrics([RealTimeMetric("queue", .gauge32(3)), RealTimeMetric("state", .text("ok"))], of: "app")
        )
        var sample = FlowSample()
        (sample.source, sample.samplingRate, sample.sequence) = (.interface(4), 10, 1)
        agent.send(agent.datagram { $0.flow(sample, header: Array(repeating: 2, count: 14), frameLength: 100) })
        var survey = survey()
        #expect(survey.readings(of: "queue").map(\.value) == [.number(3)])
        #expect(survey.readings(of: "state").map(\.value) == [.text("ok")])
        #expect(survey.readings(of: "total").count == 1)
        #expect(survey.takeNewSources().map(\.dataSource) == ["app", "4"])
    }
}
