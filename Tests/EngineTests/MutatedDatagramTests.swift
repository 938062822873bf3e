import FlowLanguage
import Glibc
import MetricStore
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Engine

/// Captured datagrams with damage, always the same for a seed.
struct DatagramMutator {
    private let originals: [[UInt8]]
    private var generator: SplitMix
    private var made: UInt32 = 0

    init(seed: UInt64) {
        let captured = Fixture.captures.flatMap { Fixture.datagrams($0) }
        originals = captured + (0..<captured.count / 4).map { _ in Self.compact }
        generator = SplitMix(seed: seed)
    }

    /// The kinds of samples that the captures do not have.
    private static let compact: [UInt8] = {
        var builder = DatagramBuilder(), sample = FlowSample(), packet = DiscardedPacket()
        sample.samplingRate = 400
        sample.input = .ifIndex(3)
        packet.reason = 258
        builder.flow(sample, header: Array(repeating: 0x45, count: 64), more: [ExtendedSwitch(), ExtendedRouter()])
        builder.counters(.interface(3), [InterfaceCounters(), EthernetCounters(), PortName()])
        builder.discarded(packet)
        builder.metrics(RandomFiller.fill(RealTimeMetrics.self, seed: 1).0)
        builder.application(RandomFiller.fill(RealTimeFlow.self, seed: 2).0)
        return builder.bytes
    }()

    private mutating func pick(_ bound: Int) -> Int { Int(generator.next() % UInt64(max(bound, 1))) }

    mutating func next() -> [UInt8] {
        made &+= 1
        var bytes = originals[pick(originals.count)]
        if pick(4) != 0 { advance(&bytes) }
        if pick(2) == 0 { changeOrigin(&bytes) }
        if pick(64) == 0 { put(UInt32(pick(8)), at: 0, &bytes) }
        for _ in 0..<pick(4) { damage(&bytes) }
        return bytes
    }

    /// A sequence number and a clock that go on, so that most are not taken for duplicates.
    private mutating func advance(_ bytes: inout [UInt8]) {
        put(made, at: 16, &bytes)
        put(made &* 3, at: 20, &bytes)
    }

    /// Another agent, sub-agent or data source, from few or from all.
    private mutating func changeOrigin(_ bytes: inout [UInt8]) {
        let bound = pick(2) == 0 ? 40 : 1 << 32
        put(UInt32(pick(bound)), at: [8, 12, 40, 44][pick(4)], &bytes)
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        switch pick(8) {
        case 0, 1: bytes[pick(bytes.count)] ^= 1 << UInt8(pick(8))
        case 2: bytes[pick(bytes.count)] = [0, 1, 0x7f, 0x80, 0xff][pick(5)]
        case 3, 4:
            put([0, 1, 3, 0x7fff_ffff, 0x8000_0000, 0xffff_fffd, .max][pick(7)], at: 4 * pick(bytes.count / 4), &bytes)
        case 5: bytes.removeLast(pick(bytes.count))
        case 6: duplicate(&bytes)
        default: put(UInt32(pick(256)), at: 4 * pick(bytes.count / 4), &bytes)
        }
    }

    private mutating func duplicate(_ bytes: inout [UInt8]) {
        let start = pick(bytes.count), end = start + pick(min(bytes.count - start, 200))
        guard bytes.count + end - start <= 65_507 else { return }
        bytes.insert(contentsOf: Array(bytes[start..<end]), at: pick(bytes.count))
    }

    private func put(_ word: UInt32, at offset: Int, _ bytes: inout [UInt8]) {
        guard offset + 4 <= bytes.count else { return }
        for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * index)) }
    }
}

/// An engine with little room under a flood of damaged datagrams.
///
/// Its bounds are so small that all are reached in the first part: memory that still grows then is a leak.
struct MutationRun {
    let engine: Engine
    let clock = TestClock()
    private(set) var sent = 0
    private var mutator: DatagramMutator

    init(seed: UInt64) throws {
        var configuration = EngineConfiguration(clock: clock.read)
        configuration.maximumAgents = 64
        configuration.maximumSources = 512
        configuration.maximumCustomNames = 64
        configuration.maximumCustomMetrics = 256
        configuration.maximumCustomText = 4096
        configuration.maximumEndedWorkloads = 64
        configuration.flowTableCapacity = 32
        configuration.maximumFlowMemory = 256 << 10
        configuration.maximumSourceMemory = 128 << 10
        configuration.expiryFloor = 2_000
        engine = Engine(configuration)
        mutator = DatagramMutator(seed: seed)
        try engine.setFlow("pairs", FlowDefinition(keys: "ipsource,ipdestination,tcpsourceport", value: "bytes"))
        try engine.setFlow("stack", FlowDefinition(keys: "stack,macsource", value: "frames"))
        try engine.setFlow(
            "web",
            FlowDefinition(keys: "ip6source", value: "bytes", filter: "tcpflags!=000000010&ipprotocol=6")
        )
    }

    /// Sends in batches, as ingest does, a second of the engine's clock after every thousand.
    mutating func send(_ count: Int) {
        for _ in 0..<count / 1000 {
            for _ in 0..<20 {
                let batch = (0..<50).map { _ in mutator.next() }
                engine.ingest(shard: 0) { sink in
                    for datagram in batch { sink.take(datagram.span.bytes, from: .v4(0x7f00_0001)) }
                }
            }
            sent += 1000
            clock.advance(seconds: 1)
            engine.expire(shard: 0)
        }
        ask()
    }

    /// Whatever was let in can be shown.
    private func ask() {
        _ = engine.metrics(.all).map { "\($0)" }
        _ = engine.agents(.all).map { "\($0)" }
        for name in engine.flows().keys {
            _ = engine.activeFlows(.all, name, limit: 100, minimum: 0, merge: .sum)?.map { "\($0)" }
        }
        _ = engine.workloads(.all, [:], order: .recent, limit: 100).map { "\($0)" }
    }

    /// Resident bytes of this process.
    static func residentMemory() -> Int {
        var text = [UInt8](repeating: 0, count: 256)
        let file = open("/proc/self/statm", O_RDONLY)
        defer { close(file) }
        let length = read(file, &text, text.count)
        let pages = String(decoding: text[..<length], as: UTF8.self).split(separator: " ")[1]
        return Int(pages)! * sysconf(Int32(_SC_PAGESIZE))
    }
}

@Suite struct MutatedDatagramTests {
    /// In a process of its own, so that the memory of other tests is not in it.
    @Test func aMillionAreCountedAndLeaveNothingBehind() async {
        await #expect(processExitsWith: .success) {
            var run = try MutationRun(seed: 20_261_121)
            run.send(100_000)
            let before = MutationRun.residentMemory()
            run.send(900_000)
            let after = MutationRun.residentMemory()
            let status = run.engine.status(), faults = status.parseErrors.reduce(0) { $0 + $1.count }
            #expect(run.sent == 1_000_000 && status.datagramsReceived + faults == run.sent)
            #expect(after <= before + 5_000_000, "resident memory went from \(before) to \(after)")
            for (kind, count) in status.parseErrors { #expect(count > 0, "no datagram was damaged so: \(kind)") }
            let versions = status.parseErrors.filter { $0.kind.hasPrefix("Version") }
            #expect(versions.count == 3 && status.unsupportedVersions == versions.reduce(0) { $0 + $1.count })
            #expect(status.datagramsDiscarded > 0 && status.dataSourcesRefused > 0, "the bounds were not reached")
            #expect(status.flowSamples > 0 && status.counterSamples > 0 && status.discardSamples > 1000)
        }
    }
}
