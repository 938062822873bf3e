import FlowLanguage
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Engine
@testable import MetricStore

/// Datagrams whose form is right and whose numbers cannot be.
@Suite struct HostileValueTests {
    let clock = TestClock()
    let engine: Engine

    init() { engine = Engine(EngineConfiguration(clock: clock.read)) }

    /// An Ethernet frame with an IPv4 header.
    private static let frame: [UInt8] =
        Array(repeating: 2, count: 12) + [8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 47, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]

    /// Rates, lengths and what was stripped of them: none, more than there is, and all ones.
    @Test(arguments: [0, 1, .max] as [UInt32], [0, 1, 64, .max] as [UInt32])
    func estimatesAreNumbersWhateverTheRateAndTheLength(_ rate: UInt32, _ length: UInt32) throws {
        try engine.setFlow("bytes", FlowDefinition(keys: "ipsource,bytes,stripped", value: "bytes"))
        try engine.setFlow("frames", FlowDefinition(keys: "ipsource,inputifindex,outputifindex", value: "frames"))
        for sequence in 1...4 as ClosedRange<UInt32> {
            for stripped in [0, 1, 64, .max] as [UInt32] { take(sequence, rate, length, stripped) }
            clock.advance(seconds: 1)
        }
        for name in ["bytes", "frames"] {
            let flows = engine.activeFlows(.all, name, limit: 100, minimum: 0, merge: .sum) ?? []
            #expect(flows.allSatisfy { $0.value.isFinite && $0.value >= 0 && $0.errorPercent >= 0 && $0.samples >= 0 })
            #expect(!flows.isEmpty)
        }
        #expect(engine.status().flowSamples == 16)
    }

    /// The header says less or more than the packet has, and less or more than was stripped of it.
    private func take(_ sequence: UInt32, _ rate: UInt32, _ length: UInt32, _ stripped: UInt32) {
        var builder = DatagramBuilder(subAgent: stripped, sequence: sequence, uptime: 1000 * sequence)
        var sample = FlowSample()
        (sample.sequence, sample.samplingRate, sample.samplePool, sample.drops) = (sequence, rate, rate, rate)
        sample.source = .interface(stripped & 0xff)
        sample.input = InterfacePort(format: sequence - 1, value: rate)
        sample.output = InterfacePort(format: .max, value: .max)
        builder.flow(sample, header: Self.frame, frameLength: length, stripped: stripped, expanded: true)
        engine.take(builder.bytes)
    }

    @Test(arguments: [0, 2, 10, 15, 18, 19, 255, 1 << 24, .max] as [UInt32])
    func aHeaderOfNoProtocolThatIsReadIsCountedAndNoFlow(_ headerProtocol: UInt32) throws {
        try engine.setFlow("any", FlowDefinition(keys: "stack", value: "frames"))
        var builder = DatagramBuilder(), sample = FlowSample()
        sample.samplingRate = 10
        builder.flow(sample, header: Self.frame, headerProtocol: headerProtocol)
        engine.take(builder.bytes)
        #expect(engine.activeFlows(.all, "any", limit: 10, minimum: 0, merge: .sum)?.isEmpty == true)
        #expect(engine.status().flowSamples == 1 && engine.status().datagramsReceived == 1)
    }

    /// Counters of all ones, of zeros and of anything, one after the other, at an uptime that jumps.
    @Test(arguments: Structures.counterRecords.indices)
    func metricsAreNumbersWhateverTheCounters(_ ordinal: Int) {
        func take<Structure: XDRStructure>(_: Structure.Type) {
            let ones = [UInt8](repeating: 0xff, count: 1024), zeros = [UInt8](repeating: 0, count: 1024)
            let whole = ByteRange(offset: 0, count: 1024)
            let fixed = [ones, zeros].compactMap { try? Structure(reading: $0.span.bytes, whole) }
            let random = (1...9 as ClosedRange<UInt64>).map { RandomFiller.fill(Structure.self, seed: $0).0 }
            for (sequence, structure) in (random + fixed + random + fixed.reversed()).enumerated() {
                send(UInt32(sequence + 1), structure)
            }
        }
        take(Structures.counterRecords[ordinal])
        #expect(engine.status().counterSamples > 18)
    }

    private func send(_ sequence: UInt32, _ structure: some XDRStructure) {
        let uptimes: [UInt32] = [1000, 2000, 2000, 0, .max, 5, 6000]
        var builder = DatagramBuilder(sequence: sequence, uptime: uptimes[Int(sequence) % uptimes.count])
        builder.counters(DataSource(sourceClass: 3, index: 7), sequence: sequence, [structure])
        engine.take(builder.bytes)
        clock.advance(seconds: 1)
        for metric in engine.dump(.all, ["ALL"], [:]) {
            if case .number(let number) = metric.value { #expect(number.isFinite, "\(metric)") }
        }
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity, -1, -0.0, .greatestFiniteMagnitude, .leastNonzeroMagnitude])
    func aLoadThatIsNoNumberIsUnknown(_ load: Float) {
        var cpu = HostCPU()
        (cpu.loadOne, cpu.cpuNum) = (load, 0)
        send(1, cpu)
        let isKnown = load.isFinite && load >= 0
        #expect((engine.value("load_one") != nil) == isKnown && engine.value("load_one_per_cpu") == nil)
    }

    /// Names are shown as they are: whoever writes them into a page, a line or a label has to quote them.
    @Test(arguments: ["<b>x</b>", "a\"b\\c", "a\nb 1\r", "\0", "%n%s", "'; --", "{a=\"b\"}", "\u{202e}x", "ü漢🦜"])
    func aNameIsKeptAsItCame(_ name: String) {
        var description = HostDescription()
        description.hostname = name
        send(1, description)
        #expect(engine.value("vir_host_name") == .text(name))
    }
}
