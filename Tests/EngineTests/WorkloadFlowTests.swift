import FlowLanguage
import NetTypes
import SFlow
import TestKit
import Testing
import Workloads
import XDR

@testable import Engine

/// Packets are counted under the names of the workloads that they are between.
@Suite struct WorkloadFlowTests {
    let clock = TestClock()
    let engine: Engine
    let agent: WorkloadAgent

    init() {
        engine = Engine(EngineConfiguration(clock: clock.read, wallClock: clock.readWall))
        agent = WorkloadAgent(engine, clock)
        agent.introduce("node1")
        for (index, name, address) in [(UInt32(7), "web", "10.0.0.7"), (8, "db", "10.0.0.8")] {
            let source = DataSource(sourceClass: 3, index: index)
            agent.send(
                agent.counters(container(name, uuid: UInt128(index)), source),
                agent.fields(
                    [(.podNamespace, .text("shop")), (.podName, .text(name)), (.addresses, .text(address))],
                    source
                )
            )
        }
        engine.refreshAddressBook()
    }

    /// An Ethernet frame with an IPv4 header of these addresses.
    private func frame(_ source: UInt8, _ destination: UInt8, _ payload: [UInt8] = []) -> [UInt8] {
        let ethernet: [UInt8] = [2, 0, 0, 0, 0, destination, 2, 0, 0, 0, 0, source, 8, 0]
        return ethernet + ip(source, destination, payload)
    }

    private func ip(_ source: UInt8, _ destination: UInt8, _ payload: [UInt8] = []) -> [UInt8] {
        [0x45, 0, 0, UInt8(20 + payload.count), 0, 0, 0, 0, 64, payload.isEmpty ? 253 : 4, 0, 0]
            + [10, 0, 0, source, 10, 0, 0, destination] + payload
    }

    /// The keys of the flows of a definition after a packet.
    private func flows(_ keys: String, _ header: [UInt8], _ records: [any XDRStructure] = []) throws -> [String] {
        try engine.setFlow("flows", FlowDefinition(keys: keys, value: "frames"))
        var sample = FlowSample()
        (sample.source, sample.samplingRate) = (.interface(3), 1)
        agent.send(agent.datagram { $0.flow(sample, header: header, more: records) })
        return (engine.activeFlows(.all, "flows", limit: 10, minimum: 0, merge: .sum) ?? []).map(\.key)
    }

    @Test func addressesHaveNames() throws {
        #expect(try flows("sourcepod,destinationpod,sourcenamespace", frame(7, 8)) == ["web,db,shop"])
        #expect(try flows("sourcenode,destinationnode", frame(7, 8)) == ["node1,node1"])
        #expect(try flows("sourcepod", frame(9, 8)) == [])
        #expect(try flows("null:sourcepod:none,destinationpod", frame(9, 8)) == ["none,db"])
    }

    @Test func innerAddressesCountWhereOuterOnesAreNot() throws {
        #expect(try flows("sourcepod,destinationpod", frame(1, 2, ip(8, 7))) == ["db,web"])
    }

    @Test func whatTheAgentSaysComesFirst() throws {
        var entities = ExtendedEntities()
        (entities.sourceClass, entities.sourceIndex) = (3, 8)
        #expect(try flows("sourcepod,destinationpod", frame(7, 7), [entities]) == ["db,web"])
        // A data source that is no workload says nothing.
        entities.sourceClass = 0
        #expect(try flows("sourcepod", frame(7, 8), [entities]) == ["web"])
    }

    @Test func filtersReadThem() throws {
        try engine.setFlow("outside", FlowDefinition(keys: "ipdestination", value: "frames", filter: "sourcepod=null"))
        _ = try flows("sourcepod", frame(9, 8))
        _ = try flows("sourcepod", frame(7, 9))
        #expect(engine.activeFlows(.all, "outside", limit: 10, minimum: 0, merge: .sum)?.map(\.key) == ["10.0.0.8"])
    }

    @Test func operationsAreCountedByRequests() throws {
        var request = MemcacheOperation()
        (request.key, request.duration) = ("user:7", 100)
        try engine.setFlow("keys", FlowDefinition(keys: "memcachekey", value: "requests", timeConstant: 100))
        try engine.setFlow("times", FlowDefinition(keys: "memcachekey", value: "avg:duration"))
        try engine.setFlow("frames", FlowDefinition(value: "frames"))
        var sample = FlowSample()
        (sample.source, sample.samplingRate) = (DataSource(sourceClass: 3, index: 7), 10)
        agent.send(agent.datagram { $0.flow(sample, records: [request]) })
        func found(_ name: String) -> [ActiveFlow] {
            engine.activeFlows(.all, name, limit: 9, minimum: 0, merge: .sum)!
        }
        #expect(found("keys").map(\.key) == ["user:7"] && abs(found("keys")[0].samples - 1) < 0.05)
        #expect(found("times").map(\.key) == ["user:7"] && found("times").map(\.value) == [100])
        #expect(found("frames").isEmpty)
        #expect(engine.flowKeys().contains { $0.name == "memcachekey" })
    }

    @Test func applicationsTellOfThemselves() throws {
        try engine.setFlow("users", FlowDefinition(keys: "rtflow.user", value: "rtvalue.size", timeConstant: 100))
        try engine.setFlow("frames", FlowDefinition(value: "frames"))
        var sample = RealTimeFlow()
        (sample.dataSource, sample.samplingRate) = ("shop", 2)
        sample.fields = [RealTimeFlowField("user", .text("ann")), RealTimeFlowField("size", .int32(50))]
        agent.send(agent.datagram { $0.application(sample) })
        let found = try #require(engine.activeFlows(.all, "users", limit: 9, minimum: 0, merge: .sum))
        #expect(found.map(\.key) == ["ann"] && found.map(\.dataSource) == ["shop"])
        #expect(engine.activeFlows(.all, "frames", limit: 9, minimum: 0, merge: .sum)?.isEmpty == true)
        #expect(engine.status().parseErrors.allSatisfy { $0.count == 0 })
    }
}
