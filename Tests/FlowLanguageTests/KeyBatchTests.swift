import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import FlowLanguage

/// What a table is given for the samples of a datagram.
@Suite struct KeyBatchTests {
    /// What a batch has, where an expectation can look at it.
    private struct Contents {
        var extraCount: Int
        var values: [Double], samplingRates: [Double]
        var extras: [UInt64]

        var count: Int { values.count }

        init(_ batch: borrowing KeyBatch) {
            let all = 0..<batch.count
            extraCount = batch.extraCount
            values = Self.copy(batch.values(all))
            samplingRates = Self.copy(batch.samplingRates(all))
            extras = Self.copy(batch.extras(all))
        }

        private static func copy<Value>(_ span: Span<Value>) -> [Value] { span.indices.map { span[$0] } }
    }

    private func batch(_ value: String, _ values: String, keys: String = "ipttl") throws -> Contents {
        var definition = FlowDefinition(keys: keys, value: value)
        definition.values = values
        let program = try FlowProgram(definition)
        var builder = DatagramBuilder(agent: .ipv4(1), sequence: 1, uptime: 1)
        for seed in 0..<4 {
            var sample = FlowSample()
            sample.source = .interface(UInt32(seed))
            sample.samplingRate = 10
            builder.flow(sample, header: Sample(seed: seed, isUDP: seed == 3).bytes, frameLength: UInt32(100 + seed))
        }
        var packets = PacketSamples(), reader = try DatagramReader(builder.bytes.span.bytes), tally = RecordTally()
        while case .flow(let sample) = try reader.nextSample() {
            try packets.read(sample, source: 7, isWanted: true, &reader, &tally)
        }
        var batch = KeyBatch()
        program.evaluate(packets, builder.bytes.span.bytes, program.makeState(), into: &batch)
        return Contents(batch)
    }

    @Test func plainValues() throws {
        let bytes = try batch("bytes", ""), frames = try batch("frames", "")
        #expect(bytes.values == [100, 101, 102, 103] && bytes.extraCount == 0)
        #expect(frames.values == [1, 1, 1, 1] && frames.samplingRates[1] == 10)
    }

    @Test func aNumberIsAValueToo() throws {
        // The last packet has no TCP header.
        #expect(try batch("tcpsourceport", "").values == [1000, 1001, 1002])
        #expect(try batch("null:tcpsourceport:0", "").values == [1000, 1001, 1002, 0])
    }

    @Test func whatIsNoRateIsAnExtra() throws {
        let batch = try batch("avg:bytes", "max:ipttl,frames,count:ipdestination"), extras = batch.extras
        #expect(batch.values == [1, 1, 1, 1] && batch.extraCount == 4)
        #expect(stride(from: 0, to: 16, by: 4).map { Double(bitPattern: extras[$0]) } == [100, 101, 102, 103])
        #expect(stride(from: 1, to: 16, by: 4).map { Double(bitPattern: extras[$0]) } == [60, 61, 62, 63])
        #expect(stride(from: 2, to: 16, by: 4).map { Double(bitPattern: extras[$0]) } == [1, 1, 1, 1])
        #expect(Set(stride(from: 3, to: 16, by: 4).map { extras[$0] }).count == 1)
    }

    @Test func differentValuesHaveDifferentHashes() throws {
        for value in ["ipsource", "[concat:-:ipsource:ipttl]", "or:ip6source:ipsource", "macdestination"] {
            #expect(Set(try batch("count:\(value)", "").extras).count == 4, "\(value)")
        }
    }

    @Test func aTextHasOneHashWhateverItsNumber() throws {
        let environment = FlowEnvironment()
        let program = try FlowProgram(FlowDefinition(value: "count:lower:stack"), environment)
        func hash() -> UInt64 {
            Sample(seed: 0).use { fields, bytes in program.measured(fields, bytes, program.makeState()) }
        }
        let before = hash(), marks = environment.texts.beginSweep()
        environment.texts.endSweep(marks)
        _ = environment.texts.intern("another")
        #expect(hash() == before)
    }
}

extension FlowProgram {
    /// The one extra of a sample.
    fileprivate func measured(_ sample: borrowing SampleFields, _ bytes: RawSpan, _ state: FlowState) -> UInt64 {
        var extras: [UInt64] = [0]
        var span = extras.mutableSpan
        return measure(sample, bytes, state, into: &span, at: 0) ? span[0] : 0
    }
}
