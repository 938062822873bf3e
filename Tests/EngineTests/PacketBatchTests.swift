import FlowLanguage
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Engine

/// Datagrams whose packet samples go through the flows in more than one go.
@Suite struct PacketBatchTests {
    let clock = TestClock()
    let engine: Engine

    init() { engine = Engine(EngineConfiguration(clock: clock.read)) }

    /// Packets of turns of the interfaces 1 to 3, from as many addresses as there are packets.
    private func datagram(_ count: Int) -> [UInt8] {
        var builder = DatagramBuilder(agent: .ipv4(0xc000_0201), sequence: 1, uptime: 1000)
        for number in 0..<count {
            var sample = FlowSample()
            sample.sequence = UInt32(1 + number / 3)
            sample.source = .interface(UInt32(1 + number % 3))
            sample.samplingRate = 10
            builder.flow(sample, header: Self.frame(from: UInt8(number)), frameLength: 100)
        }
        return builder.bytes
    }

    private static func frame(from source: UInt8) -> [UInt8] {
        Array(repeating: 2, count: 12) + [
            8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 47, 0, 0, 10, 0, 0, source, 10, 0, 0, 1,
        ]
    }

    private func flows(_ name: String) -> [ActiveFlow] {
        engine.activeFlows(.all, name, limit: 100, minimum: 0, merge: .sum) ?? []
    }

    @Test(arguments: [1, 15, 16, 17, 32, 50])
    func everySampleCountsForItsDataSource(count: Int) throws {
        try engine.setFlow("sources", FlowDefinition(keys: "ipsource", value: "frames"))
        try engine.setFlow(
            "some",
            FlowDefinition(keys: "ipsource", value: "frames", filter: "ipsource=10.0.0.0,10.0.0.16")
        )
        try engine.setFlow(
            "patterns",
            FlowDefinition(keys: "ipsource", value: "frames", filter: #"ipsource~.*\.0\.(0|16)"#)
        )
        engine.take(datagram(count))
        let found = flows("sources")
        #expect(Set(found.map(\.key)) == Set((0..<count).map { "10.0.0.\($0)" }))
        for flow in found {
            let number = try #require(Int(flow.key.split(separator: ".")[3]))
            #expect(flow.dataSource == "\(1 + number % 3)" && abs(flow.samples - 1) < 1e-9)
        }
        for name in ["some", "patterns"] {
            #expect(Set(flows(name).map(\.key)) == (count > 16 ? ["10.0.0.0", "10.0.0.16"] : ["10.0.0.0"]))
        }
    }

    @Test func samplesBeforeAFaultCount() throws {
        try engine.setFlow("sources", FlowDefinition(keys: "ipsource", value: "frames"))
        engine.take(Array(datagram(20).dropLast(4)))
        #expect(flows("sources").count == 19)
        #expect(engine.status().parseErrors.map(\.count).reduce(0, +) == 1)
    }

    /// The type of its only metric is none that is known.
    private static let badMetrics: [UInt8] =
        [1, 0x0c, 0xc3, 0xea, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0]

    @Test func samplesBehindOneThatCannotBeReadCount() throws {
        try engine.setFlow("sources", FlowDefinition(keys: "ipsource", value: "frames"))
        var bytes = datagram(2)
        bytes[27] += 1
        bytes.insert(contentsOf: Self.badMetrics, at: 28)
        engine.take(bytes)
        #expect(flows("sources").count == 2)
        let status = engine.status()
        #expect(status.parseErrors.filter { $0.count > 0 }.map(\.kind) == ["Sample"])
        #expect(status.unknownFormats == 0)
    }

    @Test func whatApplicationsSayIsNoUnknownFormat() {
        var builder = DatagramBuilder()
        builder.metrics(RandomFiller.fill(RealTimeMetrics.self, seed: 1).0)
        builder.application(RandomFiller.fill(RealTimeFlow.self, seed: 1).0)
        engine.take(builder.bytes)
        #expect(engine.status().datagramsReceived == 1 && engine.status().unknownFormats == 0)
    }
}
