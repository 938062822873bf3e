import CBench
import Engine
import FlowLanguage
import NetTypes
import SFlow
import Synchronization
import XDR

/// What an idle agent and an idle data source cost, and for how long looking after very many of them holds a shard up.
extension AccuracyBench {
    private final class Clock: Sendable {
        let nanoseconds = Atomic<Int64>(1_000_000_000_000)
        func advance(seconds: Int64) { nanoseconds.add(seconds * 1_000_000_000, ordering: .relaxed) }
    }

    func expiry(into report: inout Report) throws {
        try agents(isQuick ? 2_000 : 20_000, into: &report)
        try sources(isQuick ? 200_000 : 2_000_000, into: &report)
    }

    /// Hosts with four interfaces, and one flow on each of them for five definitions.
    private func agents(_ count: Int, into report: inout Report) throws {
        let clock = Clock(), engine = engine(clock), before = Self.heapBytes
        for definition in Definitions.first(5).enumerated() {
            try engine.setFlow("\(definition.offset)", definition.element)
        }
        for agent in 0..<UInt32(count) { take(engine, Self.idleHost(agent)) }
        let status = engine.status(), all = Double(Self.heapBytes - before) / Double(count)
        let counted = Double(status.dataSourceMemory + status.flowMemory) / Double(count)
        report.add("bounds", "idle agent with 5 data sources, 5 definitions: allocated", all / 1024, "KiB")
        report.add("bounds", "idle agent with 5 data sources, 5 definitions: counted", counted / 1024, "KiB")
        guard status.agents == count, status.dataSources == 5 * count else { throw BenchError("agents are missing") }
    }

    private func sources(_ count: Int, into report: inout Report) throws {
        let clock = Clock(), engine = engine(clock), before = Self.heapBytes
        try engine.setFlow("total", FlowDefinition(keys: "ipsource", value: "bytes"))
        for number in 0..<UInt32(count) { take(engine, Self.packet(sequence: number + 1, ifIndex: number)) }
        let full = engine.status(), all = Double(Self.heapBytes - before) / Double(count)
        report.add("bounds", "\(count) data sources with a flow: allocated", all, "bytes each")
        report.add("bounds", "their flows: counted", Double(full.flowMemory) / 1_048_576, "MiB")
        report.add("bounds", "flow tables that were refused", Double(full.flowEntriesRefused), "")
        var longest = 0.0, calls = 0
        while engine.status().dataSources > 0, calls < 600 {
            clock.advance(seconds: calls == 0 ? 61 : 1)
            let start = cbench_now()
            engine.expire(shard: 0)
            longest = max(longest, Double(cbench_now() - start) / 1e6)
            calls += 1
        }
        report.add("bounds", "longest look after them", longest, "ms")
        report.add("bounds", "seconds until all are forgotten", Double(calls), "")
        let after = engine.status()
        report.add("bounds", "bytes counted after that", Double(after.flowMemory + after.dataSourceMemory), "")
    }

    private func engine(_ clock: Clock) -> Engine {
        Engine(EngineConfiguration(clock: { clock.nanoseconds.load(ordering: .relaxed) }))
    }

    private func take(_ engine: Engine, _ bytes: [UInt8]) {
        engine.ingest(shard: 0) { $0.take(bytes.span.bytes, from: .v4(0x7F00_0001)) }
    }

    private static var heapBytes: Int { Int(cbench_heap()) }

    private static func datagram(agent: UInt32, sequence: UInt32, samples: UInt32) -> XDRWriter {
        var writer = XDRWriter(), header = DatagramHeader()
        header.agent = .ipv4(0x0A00_0001 + agent)
        header.sequence = sequence
        header.uptime = 1000
        header.sampleCount = samples
        writer.datagramHeader(header)
        return writer
    }

    private static func idleHost(_ agent: UInt32) -> [UInt8] {
        var writer = datagram(agent: agent, sequence: 1, samples: 9)
        var host = CountersSample()
        host.source = .host
        writer.countersSample(host) { writer in
            writer.record(HostDescription())
            writer.record(HostCPU())
            writer.record(HostMemory())
            writer.record(HostDiskIO())
            writer.record(HostNetIO())
            writer.record(MIB2IP())
            writer.record(MIB2ICMP())
            writer.record(MIB2TCP())
            writer.record(MIB2UDP())
            return 9
        }
        for ifIndex in 1...4 as ClosedRange<UInt32> {
            var interface = CountersSample()
            interface.source = .interface(ifIndex)
            writer.countersSample(interface) { writer in
                writer.record(InterfaceCounters())
                return 1
            }
            sample(1, ifIndex, to: &writer)
        }
        return writer.bytes
    }

    private static func packet(sequence: UInt32, ifIndex: UInt32) -> [UInt8] {
        var writer = datagram(agent: 0, sequence: sequence, samples: 1)
        sample(sequence, ifIndex, to: &writer)
        return writer.bytes
    }

    private static func sample(_ sequence: UInt32, _ ifIndex: UInt32, to writer: inout XDRWriter) {
        var sample = FlowSample()
        sample.sequence = sequence
        sample.source = .interface(ifIndex)
        sample.samplingRate = 1000
        let frame: [UInt8] =
            Array(repeating: 2, count: 12) + [8, 0, 0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
            + [0x80, 0, 1, 187] + Array(repeating: 0, count: 16)
        writer.payload = frame
        writer.flowSample(sample) { writer in
            var header = SampledHeader()
            header.headerProtocol = 1
            header.frameLength = 1000
            header.header = ByteRange(offset: 0, count: frame.count)
            writer.record(header)
            return 1
        }
    }
}
