import Engine
import FlowLanguage
import NetTypes
import SFlow
import Synchronization
import TestKit
import XDR

/// Makes flow records as an analyzer does, of packets, in moments that the test chooses.
final class RecordMaker {
    let engine: Engine
    private let nanoseconds: Clock
    private var sequence: UInt32 = 0

    private final class Clock: Sendable {
        let now = Atomic<Int64>(1_000_000_000_000)
    }

    /// What the time of day is at the beginning: milliseconds since 1970.
    static let start: Int64 = 1_700_000_000_000

    init(_ definition: FlowDefinition, name: String = "flows") throws {
        let clock = Clock()
        nanoseconds = clock
        engine = Engine(
            EngineConfiguration(
                clock: { clock.now.load(ordering: .relaxed) },
                wallClock: { Self.start + clock.now.load(ordering: .relaxed) / 1_000_000 - 1_000_000 }
            )
        )
        engine.flowLog.onExport {}
        try engine.setFlow(name, definition)
    }

    func pass(_ seconds: Double) { nanoseconds.now.add(Int64(seconds * 1e9), ordering: .relaxed) }

    /// A packet, sampled 1 in 10.
    func take(
        _ header: [UInt8],
        frameLength: UInt32 = 100,
        agent: XDRAddress = .ipv4(0xc000_0201),
        on ifIndex: UInt32 = 3,
        output: InterfacePort = .ifIndex(7)
    ) {
        sequence += 1
        var builder = DatagramBuilder(agent: agent, sequence: sequence, uptime: sequence * 1000), sample = FlowSample()
        sample.sequence = sequence
        sample.source = .interface(ifIndex)
        sample.samplingRate = 10
        sample.input = .ifIndex(ifIndex)
        sample.output = output
        builder.flow(sample, header: header, frameLength: frameLength)
        let bytes = builder.bytes
        engine.ingest(shard: 0) { $0.take(bytes.span.bytes, from: .v4(0xc000_0201)) }
    }

    /// The records of all flows: a minute later.
    func records() -> [FlowRecord] {
        pass(60)
        for _ in 0..<100 { engine.expire(shard: 0) }
        return engine.flowLog.takeExports()
    }
}

/// Ethernet with a VLAN tag, IPv4, TCP.
let tcpFrame: [UInt8] =
    [0, 0x11, 0x22, 0x33, 0x44, 0x55, 0, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0x81, 0, 0x60, 0x64, 8, 0]
    + [0x45, 0xb8, 0, 60, 0x12, 0x34, 0x40, 0, 61, 6, 0, 0, 10, 1, 2, 3, 192, 0, 2, 99]
    + [0x30, 0x39, 0x01, 0xbb, 0, 0, 0, 0, 0, 0, 0, 0, 0x50, 0x12, 0x10, 0, 0, 0, 0, 0]

/// Ethernet, IPv6, UDP.
let v6Frame: [UInt8] =
    [0, 0x11, 0x22, 0x33, 0x44, 0x55, 0, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0x86, 0xdd]
    + [0x6b, 0x8a, 0xbc, 0xde, 0, 8, 17, 63] + [0x20, 1, 0x0d, 0xb8] + Array(repeating: 0, count: 11) + [1]
    + [0x20, 1, 0x0d, 0xb8] + Array(repeating: 0, count: 11) + [2] + [0xc0, 0, 0, 53, 0, 8, 0, 0]

/// Ethernet, IPv4, UDP, VXLAN 0x123456, Ethernet, IPv4, ICMP.
let vxlanFrame: [UInt8] =
    [0, 0x11, 0x22, 0x33, 0x44, 0x55, 0, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 8, 0]
    + [0x45, 0, 0, 86, 0, 0, 0x20, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2]
    + [0xc0, 0, 0x12, 0xb5, 0, 66, 0, 0, 8, 0, 0, 0, 0x12, 0x34, 0x56, 0]
    + [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0]
    + [0x45, 0, 0, 28, 0, 0, 0, 0, 64, 1, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2] + [8, 0, 0, 0, 0, 0, 0, 0]
