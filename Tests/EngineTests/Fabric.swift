import JSON
import NetTypes
import SFlow
import TestKit
import Topology
import XDR

@testable import Engine

/// Two leaves and a spine, whose agents say what they and their ports are called and sample what comes in.
///
/// leaf1 (0.0.0.1): ports swp1 (1) to the spine, swp2 (2), swp3 (3) to hosts; leaf2 (0.0.0.2) likewise; spine1 (0.0.0.9): swp1 (1),
/// swp2 (2) to the leaves. A host at 0.0.0.7 is no node.
struct Fabric {
    static let hosts: [UInt32: String] = [1: "leaf1", 2: "leaf2", 9: "spine1", 7: "node7"]
    static let links = """
        {links:{L1:{node1:'leaf1',port1:'swp1',node2:'spine1',port2:'swp1'},
        L2:{node1:'leaf2',port1:'swp1',node2:'spine1',port2:'swp2'}}}
        """

    let clock = TestClock()
    let engine: Engine

    init(shards: Int = 1) {
        var configuration = EngineConfiguration(clock: clock.read)
        configuration.shards = shards
        engine = Engine(configuration)
    }

    static func topology(_ text: String = links) throws -> Topology { try Topology(JSONValue(text)) }

    /// The agents say their names and those of their ports, and the shards are told to look after them.
    func introduce(_ hosts: [UInt32: String] = hosts, ports: ClosedRange<UInt32> = 1...3, prefix: String = "swp") {
        for (agent, name) in hosts { introduce(agent, name, ports, prefix) }
        for shard in engine.cells.indices { engine.expire(shard: shard) }
    }

    private func introduce(_ agent: UInt32, _ name: String, _ ports: ClosedRange<UInt32>, _ prefix: String) {
        let now = UInt32(truncatingIfNeeded: clock.read() / 1_000_000)
        var builder = DatagramBuilder(agent: .ipv4(agent), subAgent: 1, sequence: now, uptime: now)
        var description = HostDescription()
        description.hostname = name
        builder.counters(.host, sequence: now, [description])
        for port in ports {
            var portName = PortName(), counters = InterfaceCounters()
            portName.portName = "\(prefix)\(port)"
            counters.ifIndex = port
            counters.ifSpeed = UInt64(port)
            builder.counters(.interface(port), sequence: now, [portName, counters])
        }
        engine.take(builder.bytes, shard: Int(agent) % engine.cells.count)
    }

    /// Packets of a flow come in at a port: 20 samples at 1 in 100, one a second at several ports at once.
    func send(from source: UInt8 = 1, to destination: UInt8 = 2, through ports: [(agent: UInt32, port: UInt32)]) {
        for second in 1...20 as ClosedRange<UInt32> {
            for (agent, port) in ports { sample(second, agent, port, source, destination) }
            clock.advance(seconds: 1)
        }
    }

    private func sample(_ second: UInt32, _ agent: UInt32, _ port: UInt32, _ source: UInt8, _ destination: UInt8) {
        let sequence = UInt32(truncatingIfNeeded: clock.read() / 1_000_000_000)
        // A sub-agent for each port: their datagrams are sequences of their own.
        var builder = DatagramBuilder(
            agent: .ipv4(agent),
            subAgent: 100 * port + UInt32(source),
            sequence: sequence,
            uptime: sequence
        )
        var sample = FlowSample()
        sample.sequence = second
        sample.source = .interface(port)
        sample.samplingRate = 100
        sample.input = .ifIndex(port)
        let header: [UInt8] =
            [2, 0, 0, 0, 0, destination, 2, 0, 0, 0, 0, source, 8, 0]
            + [0x45, 0, 0, 20, 0, 0, 0, 0, 64, 253, 0, 0, 10, 0, 0, source, 10, 0, 0, destination]
        builder.flow(sample, header: header, frameLength: 1000)
        engine.take(builder.bytes, shard: Int(agent) % engine.cells.count)
    }
}
