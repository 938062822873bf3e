import Agent
import Glibc
import SFlow
import Testing

@testable import PacketSampling

/// Bursts of known size against what the samples say about them.
@Suite(.serialized, .enabled(if: NetworkNamespace.isPermitted, NetworkNamespace.need))
struct AccuracyTests {
    /// Milliseconds that a packet waits in the ring: short, because every burst waits for its last one.
    private static let wait: UInt32 = 8

    /// The estimate of a burst and its error in percent at 95 %, from its samples alone.
    private struct Estimate {
        let value: Double, error: Double

        init(samples: Int, rate: UInt32) {
            value = Double(samples) * Double(rate)
            error = 196 * ((1 - 1 / Double(rate)) / Double(samples)).squareRoot()
        }

        func contains(_ truth: Int) -> Bool { abs(Double(truth) - value) <= value * error / 100 }
    }

    /// Of 200 bounds of 95 %, 190 hold on average; fewer than 175 in one run of some 100,000.
    @Test(arguments: [(10, 2000), (100, 20000)])
    func theBoundHolds(_ rate: UInt32, _ burst: Int) throws {
        try Veth.run { veth in
            let sampler = try Mechanism.counting.makeSampler { $0.ring.retireMilliseconds = Self.wait }
            sampler.sample([veth.b], rate: rate)
            let sender = try FrameSender(interface: veth.a.index)
            var held = 0, pool: UInt32 = 0, total = 0
            for _ in 0..<200 {
                try sender.send(Frames.udp(), count: burst)
                var log = SampleLog()
                sampler.drainAll(into: &log, quiet: 10 * Int32(Self.wait))
                total += log.entries.count
                pool = log.entries.last?.sample.samplePool ?? pool
                held += Estimate(samples: log.entries.count, rate: rate).contains(burst) ? 1 : 0
            }
            let expected = Double(200 * burst) / Double(rate)
            #expect(held >= 175)
            #expect(abs(Double(total) - expected) < 5 * expected.squareRoot())
            #expect(pool == UInt32(200 * burst))
            #expect(sampler.counts.drops == 0)
        }
    }

    @Test func classicFiltersDrawAsOften() throws {
        try Veth.run { veth in
            let sampler = try Mechanism.classic.makeSampler { $0.ring.retireMilliseconds = Self.wait }
            sampler.sample(veth.ends, rate: 20)
            let sender = try FrameSender(interface: veth.a.index)
            var log = SampleLog()
            for _ in 0..<10 {
                try sender.send(Frames.udp(), count: 10_000)
                sampler.drainAll(into: &log, quiet: 10 * Int32(Self.wait))
            }
            for end in veth.ends {
                let samples = log.of(end.index)
                #expect(abs(Double(samples.count) - 5000) < 5 * 70)
                #expect(samples.last?.sample.samplePool == 100_000)
            }
        }
    }
}
