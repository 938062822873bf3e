import Agent
import CLinux
import Glibc
import SFlow
import Testing

@testable import PacketSampling

@Suite(.serialized, .enabled(if: NetworkNamespace.isPermitted, NetworkNamespace.need))
struct VethTests {
    @Test(arguments: Mechanism.allCases)
    func oneInOneTakesAll(_ mechanism: Mechanism) throws {
        try Veth.run { veth in
            let (a, b) = (veth.a, veth.b)
            let sampler = try mechanism.makeSampler()
            #expect(sampler.sample([a, b], rate: 1).isEmpty)
            try FrameSender(interface: a.index).send(Frames.udp(), count: 500)
            let log = sampler.drainAll()
            for interface in [a, b] {
                let samples = log.of(interface.index)
                #expect(samples.count == 500)
                #expect(samples.last?.sample.samplePool == 500)
                #expect(samples.allSatisfy { $0.sample.samplingRate == 1 && $0.sample.drops == 0 })
                #expect(samples.allSatisfy { $0.sample.frameLength == 64 && $0.sample.stripped == 4 })
                #expect(samples.allSatisfy { $0.header == Frames.udp() })
            }
            #expect(log.of(a.index).allSatisfy { $0.sample.output == .ifIndex(a.index) && $0.sample.input.isUnknown })
            #expect(log.of(b.index).allSatisfy { $0.sample.input == .ifIndex(b.index) && $0.sample.output.isUnknown })
        }
    }

    @Test(arguments: Mechanism.allCases)
    func aTagIsPutBack(_ mechanism: Mechanism) throws {
        try Veth.run { veth in
            let (a, b) = (veth.a, veth.b)
            let sampler = try mechanism.makeSampler()
            sampler.sample([a, b], rate: 1, headerBytes: 64)
            for tags in [[(0x8100, 0x6064)], [(0x88a8, 0x0007), (0x8100, 0xe008)]] as [[(UInt16, UInt16)]] {
                let frame = Frames.udp(payload: 100, tags: tags)
                try FrameSender(interface: a.index).send(frame)
                let log = sampler.drainAll()
                #expect(log.entries.count == 2)
                for entry in log.entries {
                    #expect(entry.header == Array(frame.prefix(64)))
                    #expect(entry.sample.frameLength == UInt32(frame.count + 4))
                }
            }
        }
    }

    @Test(arguments: Mechanism.allCases)
    func headersAreCutAndLengthsAreNot(_ mechanism: Mechanism) throws {
        try Veth.run { veth in
            let (a, b) = (veth.a, veth.b)
            let sampler = try mechanism.makeSampler()
            sampler.sample([a, b], rate: 1, headerBytes: 40)
            try FrameSender(interface: a.index).send(Frames.udp(payload: 1000))
            let log = sampler.drainAll()
            #expect(log.entries.map(\.header.count) == [40, 40])
            #expect(log.entries.map(\.sample.frameLength) == [1046, 1046])
        }
    }

    @Test(arguments: Mechanism.allCases)
    func aRateChangesWhileRunning(_ mechanism: Mechanism) throws {
        try Veth.run { veth in
            let (a, b) = (veth.a, veth.b)
            let sampler = try mechanism.makeSampler()
            let sender = try FrameSender(interface: a.index)
            var pool: [UInt32] = []
            for rate in [1, 0, 1] as [UInt32] {
                sampler.sample([a, b], rate: rate)
                try sender.send(Frames.udp(), count: 100)
                let samples = sampler.drainAll().of(b.index)
                #expect(samples.count == (rate == 0 ? 0 : 100))
                pool += samples.suffix(1).map(\.sample.samplePool)
            }
            #expect(pool.first == 100)
            #expect(pool.last == (mechanism == .counting ? 200 : 300))
        }
    }

    @Test func samplesInTheRingKeepTheRateThatTheyWereDrawnAt() throws {
        try Veth.run { veth in
            let (a, b) = (veth.a, veth.b)
            let sampler = try Mechanism.counting.makeSampler()
            let sender = try FrameSender(interface: a.index)
            sampler.sample([b], rate: 1)
            try sender.send(Frames.udp(), count: 10)
            sampler.sample([b], rate: 2)
            let samples = sampler.drainAll().of(b.index)
            #expect(samples.map(\.sample.samplingRate) == Array(repeating: 1, count: 10))
        }
    }

    @Test(arguments: Mechanism.allCases)
    func aLinkThatFlapsAndOneThatComesLaterAreSampled(_ mechanism: Mechanism) throws {
        try Veth.run { veth in
            let (a, b) = (veth.a, veth.b)
            let sampler = try mechanism.makeSampler()
            sampler.sample([a, b], rate: 1)
            for _ in 0..<3 {
                try veth.flap()
                try FrameSender(interface: a.index).send(Frames.udp(), count: 20)
                #expect(sampler.drainAll().of(b.index).count == 20)
            }
            try veth.delete()
            let again = try Veth().ends
            #expect(again[1].index != b.index)
            sampler.sample(again, rate: 1)
            try FrameSender(interface: again[0].index).send(Frames.udp(), count: 30)
            let samples = sampler.drainAll().of(again[1].index)
            #expect(samples.count == 30)
            #expect(samples.last?.sample.samplePool == 30)
        }
    }

    @Test(arguments: Mechanism.allCases)
    func dropsAreChargedToWhatLostSamples(_ mechanism: Mechanism) throws {
        try Veth.run { veth in
            let (a, b) = (veth.a, veth.b)
            let sampler = try mechanism.makeSampler { $0.ring.blockCount = 2 }
            sampler.sample([b], rate: 1)
            try FrameSender(interface: a.index).send(Frames.udp(), count: 2000)
            var log = sampler.drainAll()
            try FrameSender(interface: a.index).send(Frames.udp())
            sampler.drainAll(into: &log)
            let drops = try #require(log.entries.last?.sample.drops)
            #expect(drops > 0)
            #expect(Int(drops) + log.entries.count == 2001)
            #expect(sampler.counts.drops == UInt64(drops))
            #expect(log.entries.last?.sample.samplePool == 2001)
        }
    }
}
