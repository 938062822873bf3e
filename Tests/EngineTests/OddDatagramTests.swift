import FlowLanguage
import MetricStore
import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Engine

/// Clocks that jump, agents that begin anew, datagrams that come twice, late or out of order, sampling rates of none and of
/// all ones: figures are numbers, none is negative, and none is more than what was sent.
@Suite struct OddDatagramTests {
    private static let rates: [UInt32] = [0, 1, 400, 1 << 16, .max]
    private static let lengths: [UInt32] = [0, 64, 1500, .max]
    private static let definitions = [
        ("total", "", "bytes", ""), ("pairs", "ipsource,inputifindex", "bytes", "frames,avg:bytes,min:bytes,max:bytes"),
        ("sources", "", "count:ipsource", "max:bytes"), ("mean", "ipsource", "avg:bytes", "count:bytes"),
    ]

    private struct Agent {
        var sequence: UInt32
        var sampleSequence: UInt32
        var uptime: UInt32
        var sent: [[UInt8]] = []
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>) func figuresAreNumbers(_ seed: UInt64) throws {
        let clock = TestClock()
        var random = SplitMix(seed: seed), configuration = EngineConfiguration(clock: clock.read)
        configuration.flowTableCapacity = 1 + Int(random.next() % 30)
        configuration.maximumFlowMemory = 4000 + Int(random.next() % 100_000)
        let engine = Engine(configuration)
        for (name, keys, value, values) in Self.definitions {
            var definition = FlowDefinition(
                keys: keys,
                value: value,
                timeConstant: [0.2, 2, 60][Int(random.next() % 3)]
            )
            definition.values = values
            try engine.setFlow(name, definition)
        }
        var agents = (0..<3).map { _ in Agent(sequence: .max - 5, sampleSequence: .max - 9, uptime: .max - 3000) }
        var seen = 0.0
        for step in 0..<400 {
            seen += send(from: UInt32(step % 3), &agents[step % 3], engine, &random)
            switch random.next() % 30 {
            case 0: clock.advance(seconds: Double(random.next() % 100_000))
            case 1: engine.expire(shard: 0)
            case 2...12: break
            default: clock.advance(seconds: Double(random.next() % 1000) / 1000)
            }
            if step % 20 == 19 { check(engine, seen) }
        }
        #expect(engine.status().flowSamples > 400)
    }

    /// Sends a datagram, or one of those before once more. Returns the bytes that its samples stand for.
    private func send(from number: UInt32, _ agent: inout Agent, _ engine: Engine, _ random: inout SplitMix) -> Double {
        switch random.next() % 20 {
        case 0: agent.uptime = UInt32(truncatingIfNeeded: random.next())
        case 1: (agent.sequence, agent.uptime) = (0, 0)
        case 2: agent.sequence &+= 5000
        case 3...6:
            if let old = agent.sent.randomElement(using: &random) { engine.take(old) }
        default: break
        }
        agent.sequence &+= 1
        agent.uptime &+= UInt32(truncatingIfNeeded: random.next() % 2000)
        var builder = DatagramBuilder(agent: .ipv4(number + 1), sequence: agent.sequence, uptime: agent.uptime)
        var seen = 0.0
        for _ in 0..<1 + random.next() % 5 {
            let rate = Self.rates[Int(random.next() % 5)], length = Self.lengths[Int(random.next() % 4)]
            agent.sampleSequence &+= 1
            sample(rate, length, agent.sampleSequence, &builder, &random)
            // One that comes twice may be taken twice, where its agent seems to have begun anew.
            seen += 20 * Double(max(rate, 1)) * Double(length)
        }
        engine.take(builder.bytes)
        agent.sent.append(builder.bytes)
        return seen
    }

    private func sample(
        _ rate: UInt32,
        _ length: UInt32,
        _ sequence: UInt32,
        _ builder: inout DatagramBuilder,
        _ random: inout SplitMix
    ) {
        var sample = FlowSample()
        (sample.sequence, sample.samplingRate) = (sequence, rate)
        (sample.samplePool, sample.drops) = (UInt32(truncatingIfNeeded: random.next()), .max)
        sample.source = .interface(UInt32(random.next() % 3))
        sample.input = .ifIndex(UInt32(random.next() % 3))
        let header: [UInt8] =
            Array(repeating: 2, count: 12) + [8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 47, 0, 0, 10, 0, 0]
            + [UInt8(random.next() % 40), 10, 0, 0, 2]
        builder.flow(sample, header: header, frameLength: length)
    }

    private func check(_ engine: Engine, _ seen: Double) {
        for (name, _, _, values) in Self.definitions {
            for mode in [FlowMerge.max, .sum] {
                for flow in engine.activeFlows(.all, name, limit: 50, minimum: 0, merge: mode) ?? [] {
                    #expect(flow.value.isFinite && flow.value >= 0 && flow.overcount >= 0 && flow.samples >= 0)
                    // The least time that a rate is made of: a second, or 0.2·(1 − e^-5).
                    #expect(flow.value <= max(seen, 4_294_967_295) / 0.19, "\(name): \(flow.value) of \(seen)")
                    #expect(!flow.errorPercent.isInfinite && !(flow.errorPercent < 0))
                    #expect(flow.values.count == values.split(separator: ",").count)
                    #expect(flow.values.allSatisfy { $0.isNaN || $0 >= 0 && $0.isFinite })
                }
            }
        }
        for metric in engine.dump(.all, ["ALL"], [:]) {
            if case .number(let number) = metric.value { #expect(number.isFinite && number >= 0) }
            #expect(metric.topKeys.allSatisfy { $0.value.isFinite && $0.value >= 0 })
        }
    }
}
