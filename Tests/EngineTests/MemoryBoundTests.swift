import FlowLanguage
import MetricStore
import NetTypes
import SFlow
import Synchronization
import TestKit
import Testing
import XDR

@testable import Engine

/// Agents, data sources and keys that are made up cannot take more memory than is allowed, and what they took is had again.
@Suite final class MemoryBoundTests {
    let clock = TestClock()
    /// Of all datagrams: each is new.
    private let sequence = Atomic<UInt32>(0)

    private func engine(flows: Int = 1 << 30, sources: Int = 1 << 30, shards: Int = 1) -> Engine {
        var configuration = EngineConfiguration(clock: clock.read)
        configuration.maximumFlowMemory = flows
        configuration.maximumSourceMemory = sources
        configuration.shards = shards
        return Engine(configuration)
    }

    /// An Ethernet frame with an IPv4 header.
    private func frame(from source: UInt32) -> [UInt8] {
        let address = (0..<4).reversed().map { UInt8(truncatingIfNeeded: source >> (8 * $0)) }
        return Array(repeating: 2, count: 12) + [8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 47, 0, 0] + address + [
            10, 0, 0, 2,
        ]
    }

    private func send(_ engine: Engine, agent: UInt32 = 1, ifIndex: UInt32, from source: UInt32, shard: Int = 0) {
        let number = sequence.add(1, ordering: .relaxed).newValue
        var builder = DatagramBuilder(agent: .ipv4(agent), sequence: number, uptime: number), sample = FlowSample()
        sample.source = .interface(ifIndex)
        sample.samplingRate = 10
        sample.sequence = number
        builder.flow(sample, header: frame(from: source))
        engine.take(builder.bytes, shard: shard)
    }

    @Test func spoofedSourcesAndKeysStayWithinTheBounds() throws {
        let engine = engine(flows: 200_000, sources: 100_000)
        for name in ["a", "b"] {
            try engine.setFlow(name, FlowDefinition(keys: "ipsource,ipdestination", value: "bytes", timeConstant: 1))
        }
        for number in 1...3000 as ClosedRange<UInt32> {
            send(engine, agent: number, ifIndex: number, from: number)
            send(engine, agent: 7, ifIndex: 7, from: 1_000_000 + number)
        }
        let full = engine.status()
        #expect(full.flowMemory <= 200_000 && full.dataSourceMemory <= 100_000)
        #expect(full.flowEntriesRefused > 0 && full.dataSourcesRefused > 0 && full.dataSources < 300)
        // After the flood everything is had again.
        clock.advance(seconds: 61)
        for _ in 0..<3 { engine.expire(shard: 0) }
        let after = engine.status()
        #expect(after.flowMemory < 5000 && after.flowEntries == 0 && after.dataSources == 0)
        #expect(after.dataSourceMemory == 0)
        send(engine, agent: 9, ifIndex: 9, from: 9)
        #expect(engine.status().flowEntries == 2)
    }

    /// A shard may have what the others do not use.
    @Test func memoryIsSharedBetweenShards() throws {
        let engine = engine(flows: 4 << 20, shards: 8)
        try engine.setFlow("a", FlowDefinition(keys: "ipsource", value: "bytes", timeConstant: 600))
        for number in 1...8000 as ClosedRange<UInt32> { send(engine, ifIndex: number % 3, from: number) }
        #expect(engine.status().flowMemory > (4 << 20) / 8 && engine.status().flowEntriesRefused == 0)
        send(engine, ifIndex: 1, from: 1, shard: 5)
        #expect(engine.status().flowEntries > 8000)
    }

    @Test(arguments: [1, 20]) func aDefinitionThatGoesGivesItsMemoryBack(_ count: Int) throws {
        let engine = engine()
        for number in 0..<count {
            try engine.setFlow("f\(number)", FlowDefinition(keys: "ipsource", value: "bytes", timeConstant: 600))
        }
        for number in 1...500 as ClosedRange<UInt32> { send(engine, ifIndex: number % 50, from: number) }
        #expect(engine.status().flowEntries == 500 * count)
        for number in 0..<count { #expect(engine.removeFlow("f\(number)")) }
        #expect(engine.status().flowMemory == 0 && engine.status().flowEntries == 0)
    }

    /// Flows that are over are looked for in slices, without a shortage.
    @Test func memoryFallsAgainAfterAFlood() throws {
        let engine = engine()
        try engine.setFlow("a", FlowDefinition(keys: "ipsource", value: "bytes", timeConstant: 1))
        for number in 1...20_000 as ClosedRange<UInt32> { send(engine, ifIndex: number % 100, from: number) }
        let full = engine.status()
        #expect(full.flowEntries == 20_000)
        for _ in 0..<20 {
            clock.advance(seconds: 1)
            send(engine, ifIndex: 1, from: 5)
            engine.expire(shard: 0)
        }
        let after = engine.status()
        #expect(after.flowEntries < 10 && after.flowMemory < full.flowMemory / 50)
    }

    @Test func texts() throws {
        let engine = engine(sources: 4000)
        for number in 1...100 as ClosedRange<UInt32> {
            var description = HostDescription()
            description.hostname = String(repeating: "x", count: 60)
            var builder = DatagramBuilder(agent: .ipv4(number), sequence: number, uptime: 1000)
            builder.counters(.host, sequence: 1, [description])
            engine.take(builder.bytes)
        }
        let status = engine.status()
        #expect(status.dataSourceMemory <= 4000 && status.dataSources < 12 && status.dataSourcesRefused > 80)
        #expect(engine.value("host_name") == .text(String(repeating: "x", count: 60)))
    }

    /// What is said of the memory is about what is used. A host with four interfaces and ten definitions.
    @Test func anIdleAgentIsSmall() throws {
        let engine = engine()
        for name in 0..<10 { try engine.setFlow("\(name)", FlowDefinition(keys: "ipsource", value: "bytes")) }
        let host: [any XDRStructure] = [
            HostDescription(), HostAdapters(), HostCPU(), HostMemory(), HostDiskIO(), HostNetIO(), MIB2IP(),
            MIB2ICMP(), MIB2TCP(), MIB2UDP(),
        ]
        for agent in 1...100 as ClosedRange<UInt32> {
            var builder = DatagramBuilder(agent: .ipv4(agent), sequence: 1, uptime: 1000)
            builder.counters(.host, sequence: 1, host)
            for ifIndex in 1...4 as ClosedRange<UInt32> {
                builder.counters(.interface(ifIndex), sequence: 1, [InterfaceCounters()])
            }
            engine.take(builder.bytes)
            for ifIndex in 1...2 as ClosedRange<UInt32> { send(engine, agent: agent, ifIndex: ifIndex, from: agent) }
        }
        let status = engine.status()
        #expect(status.dataSourceMemory / 100 < 12 << 10, "\(status.dataSourceMemory / 100)")
        #expect((status.dataSourceMemory + status.flowMemory) / 100 < 32 << 10, "\(status.flowMemory / 100)")
    }
}
